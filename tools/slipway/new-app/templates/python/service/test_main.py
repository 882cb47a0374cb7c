import json
import threading
import unittest
import urllib.error
import urllib.request

import main


class ServiceTest(unittest.TestCase):
    def setUp(self):
        self.server = main.serve(0)
        threading.Thread(target=self.server.serve_forever).start()

    def tearDown(self):
        main.draining.clear()
        self.server.shutdown()
        self.server.server_close()

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.server.server_address[1]}{path}") as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def test_answers(self):
        status, body = self.get("/hello")
        self.assertEqual((status, json.loads(body)), (200, {"hello": "from NAME"}))
        self.assertEqual(self.get("/nowhere")[0], 404)
        self.assertIn('http_requests_total{code="404"}', self.get("/metrics")[1])

    def test_is_not_ready_while_it_drains(self):
        self.assertEqual(self.get("/readyz")[0], 200)
        main.draining.set()
        self.assertEqual(self.get("/readyz")[0], 503)
        self.assertEqual(self.get("/healthz")[0], 200)


if __name__ == "__main__":
    unittest.main()
