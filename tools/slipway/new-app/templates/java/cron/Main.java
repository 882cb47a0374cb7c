/** One run of NAME. An exception ends it with a code that is not 0, and it is tried again. */
public final class Main {
  static String run() {
    return "done";
  }

  public static void main(String[] args) {
    System.out.println("{\"level\":\"info\",\"name\":\"NAME\",\"msg\":\"" + run() + "\"}");
  }
}
