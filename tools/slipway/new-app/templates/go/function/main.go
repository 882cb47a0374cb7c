// Command NAME answers one call at a time, by Lambda's runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
)

type answer struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

// handle answers an HTTP API. Lambda counts what it returns as an error, and a canary ends by it.
func handle(event []byte) (answer, error) {
	body, err := json.Marshal(map[string]string{"hello": "from NAME"})
	return answer{http.StatusOK, map[string]string{"content-type": "application/json"}, string(body)}, err
}

// serve answers one call; it waits without a time limit, as Lambda stops the process until there is one.
func serve(base string) error {
	next, err := http.Get(base + "/next")
	if err != nil {
		return err
	}
	defer next.Body.Close()
	event, err := io.ReadAll(next.Body)
	if err != nil {
		return err
	}
	to, said := "/response", any(nil)
	if done, failed := handle(event); failed == nil {
		said = done
	} else {
		to, said = "/error", map[string]string{"errorType": "Error", "errorMessage": failed.Error()}
	}
	text, err := json.Marshal(said)
	if err != nil {
		return err
	}
	id := next.Header.Get("Lambda-Runtime-Aws-Request-Id")
	done, err := http.Post(base+"/"+id+to, "application/json", bytes.NewReader(text))
	if err != nil {
		return err
	}
	return done.Body.Close()
}

func main() {
	base := "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation"
	for {
		if err := serve(base); err != nil {
			panic(err)
		}
	}
}
