/** Run it with: javac -d /tmp/classes *.java && java -ea -cp /tmp/classes MainTest */
public final class MainTest {
  public static void main(String[] args) {
    if (!Main.run().equals("done")) throw new AssertionError(Main.run());
    System.out.println("passed");
  }
}
