/** Run with -ea. */
public class MainTest {
    public static void main(String[] args) {
        String said = Main.handle("{\"rawPath\":\"/\"}");
        assert said.contains("\"statusCode\":200") && said.contains("from NAME") : said;
    }
}
