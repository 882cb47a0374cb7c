import json
import unittest

import main


class FunctionTest(unittest.TestCase):
    def test_answers(self):
        answer = main.handle({"rawPath": "/"})
        self.assertEqual(answer["statusCode"], 200)
        self.assertEqual(json.loads(answer["body"]), {"hello": "from NAME"})


if __name__ == "__main__":
    unittest.main()
