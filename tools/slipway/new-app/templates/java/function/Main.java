import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** One call of NAME at a time, by Lambda's runtime API: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
public class Main {
    /** Answers an HTTP API. What it throws, Lambda counts as an error, and a canary ends by it. */
    static String handle(String event) {
        return "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
            + "\"body\":\"{\\\"hello\\\":\\\"from NAME\\\"}\"}";
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        String base = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";
        // No time limit: Lambda stops the process until there is a call.
        HttpClient client = HttpClient.newHttpClient();
        while (true) {
            HttpResponse<String> next = send(client, HttpRequest.newBuilder(URI.create(base + "next")));
            String id = next.headers().firstValue("lambda-runtime-aws-request-id").orElseThrow();
            String to = "/response";
            String said;
            try {
                said = handle(next.body());
            } catch (RuntimeException error) {
                to = "/error";
                said = "{\"errorType\":\"" + error.getClass().getSimpleName() + "\"}";
            }
            send(client, HttpRequest.newBuilder(URI.create(base + id + to)).POST(BodyPublishers.ofString(said)));
        }
    }
}
