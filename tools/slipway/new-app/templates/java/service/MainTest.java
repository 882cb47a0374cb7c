import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** Run it with: javac -d /tmp/classes *.java && java -ea -cp /tmp/classes MainTest */
public final class MainTest {
  private static String get(int port, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }

  private static void is(String given, String wanted) {
    if (!given.equals(wanted)) throw new AssertionError(given + " is not " + wanted);
  }

  public static void main(String[] args) throws Exception {
    var service = new Main(0);
    int port = service.start();
    is(get(port, "/hello"), "200 {\"hello\":\"from NAME\"}");
    is(get(port, "/readyz"), "200 {\"status\":\"ok\"}");
    service.beginDrain();
    is(get(port, "/readyz"), "503 {\"status\":\"draining\"}");
    is(get(port, "/healthz"), "200 {\"status\":\"ok\"}");
    service.stop(0);
    System.out.println("passed");
  }
}
