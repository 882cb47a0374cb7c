import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What NAME does: an HTTP service with health, metrics and a drain, on the JDK alone. */
public final class Main {
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  Main(int port) throws IOException {
    // All addresses of the pod, unless one is named: a rehearsal gives each pod its own.
    String host = System.getenv("REHEARSAL_POD_IP");
    server = HttpServer.create(host == null ? new InetSocketAddress(port) : new InetSocketAddress(host, port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  private void handle(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/healthz" -> answer(exchange, 200, "application/json", "{\"status\":\"ok\"}");
      case "/readyz" -> {
        boolean away = draining.get();
        answer(exchange, away ? 503 : 200, "application/json", away ? "{\"status\":\"draining\"}" : "{\"status\":\"ok\"}");
      }
      // Prometheus' text format, https://prometheus.io/docs/instrumenting/exposition_formats/
      case "/metrics" -> answer(exchange, 200, "text/plain; version=0.0.4",
          "# TYPE http_requests_total counter\nhttp_requests_total " + requests.get() + "\n");
      case "/", "/hello" -> {
        requests.incrementAndGet();
        answer(exchange, 200, "application/json", "{\"hello\":\"from NAME\"}");
      }
      default -> answer(exchange, 404, "application/json", "{\"error\":\"no such path\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    // Who answered: a rehearsal counts what each version got.
    exchange.getResponseHeaders().set("X-App-Version", System.getenv().getOrDefault("APP_VERSION", ""));
    exchange.getResponseHeaders().set("X-Pod", System.getenv().getOrDefault("POD_NAME", ""));
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  int start() {
    server.start();
    return server.getAddress().getPort();
  }

  void beginDrain() {
    draining.set(true);
  }

  /** Answers the requests in flight, for so many seconds at most. */
  void stop(int seconds) {
    server.stop(seconds);
    threads.shutdown();
  }

  private static void log(String message) {
    System.out.println("{\"level\":\"info\",\"name\":\"NAME\",\"msg\":\"" + message + "\"}");
  }

  public static void main(String[] args) throws IOException {
    String port = System.getenv().getOrDefault("PORT", "8080");
    Main service = new Main(Integer.parseInt(port));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      log("draining");
      service.beginDrain();
      service.stop(20);
      log("drained");
    }));
    service.start();
    log("listening");
  }
}
