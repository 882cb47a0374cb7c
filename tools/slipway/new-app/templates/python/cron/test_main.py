import contextlib
import io
import unittest

import main


class RunTest(unittest.TestCase):
    def test_says_that_it_is_done(self):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            main.run()
        self.assertIn("done", said.getvalue())


if __name__ == "__main__":
    unittest.main()
