package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page makes of a model's Markdown. */
@ExtendWith(Chromium.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarkdownTest {
    private static final String RENDER = """
            async (text) => {
              const { render } = await import('/markdown/render.js');
              const box = document.createElement('div');
              render(box, text);
              return box.innerHTML.replace(/<button.*?<\\/button>/gs, '');
            }""";

    private final Page page;

    MarkdownTest(Chromium.Running chromium) {
        page = chromium.page(new Browser.NewContextOptions());
        page.navigate(chromium.site().address().resolve("tab/").toString());
    }

    @AfterAll
    void close() {
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '§',
            value = {
                "plain → <p>plain</p>",
                "**bold** and *slanted* → <p><strong>bold</strong> and <em>slanted</em></p>",
                "__bold__ and _slanted_ → <p><strong>bold</strong> and <em>slanted</em></p>",
                "**a *b* c** → <p><strong>a <em>b</em> c</strong></p>",
                "snake_case_word, 2*3*4 → <p>snake_case_word, 2*3*4</p>",
                "an unclosed **mark → <p>an unclosed **mark</p>",
                "`a*b*c` → <p><code>a*b*c</code></p>",
                "``a ` b`` → <p><code>a ` b</code></p>",
                "~~gone~~ → <p><del>gone</del></p>",
                "\\*not\\* → <p>*not*</p>",
                "# Title # → <h1>Title</h1>",
                "--- → <hr>",
                "> quoted → <blockquote><p>quoted</p></blockquote>",
                "a < b & c → <p>a &lt; b &amp; c</p>",
            })
    void showsInlineMarksAndSmallBlocks(String markdown, String html) {
        assertEquals(html, render(markdown));
    }

    @Test
    void nestsLists() {
        assertEquals(
                "<ol><li>one</li><li>two<ul><li>a</li><li>b</li></ul></li><li>three</li></ol>",
                render("1. one\n2. two\n   - a\n   - b\n3. three"));
        assertEquals("<ol start=\"4\"><li>four</li></ol>", render("4. four"));
    }

    @Test
    void keepsCodeAsItIs() {
        assertEquals(
                "<div class=\"code\" data-language=\"html\"><pre><code>&lt;b&gt; *x*\n\n  y</code></pre></div>",
                render("```html\n<b> *x*\n\n  y\n```"));
        assertEquals("<div class=\"code\"><pre><code>unfinished</code></pre></div>", render("```\nunfinished"));
    }

    @Test
    void showsTables() {
        assertEquals(
                "<div class=\"table\"><table><thead><tr><th>a</th><th>b</th></tr></thead>"
                        + "<tbody><tr><td>1</td><td><strong>2</strong></td></tr></tbody></table></div>",
                render("| a | b |\n|---|:-:|\n| 1 | **2** |"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>window.harmed = true</script>",
                "<img src=x onerror='window.harmed = true'>",
                "[x](javascript:window.harmed=true)",
                "[x](JaVaScRiPt:window.harmed=true)",
                "[x](data:text/html,<script>window.harmed=true</script>)",
                "![x](https://example.com/x.png)",
                "```\n</code></pre><script>window.harmed = true</script>\n```",
                "| <img src=x onerror=alert(1)> | b |\n|---|---|\n| <script>1</script> | 2 |",
            })
    void makesNothingThatRunsOrLoads(String hostile) {
        Object dangerous = page.evaluate("""
                async (text) => {
                  const { render } = await import('/markdown/render.js');
                  const box = document.createElement('div');
                  document.body.append(box);
                  render(box, text);
                  const bad = box.querySelectorAll('script, img, iframe, object, [onerror], a:not([href^="http"])').length;
                  return bad + (window.harmed ? 1 : 0);
                }""", hostile);
        assertEquals(0, dangerous);
    }

    @Test
    void linksOnlyToTheWeb() {
        assertEquals(
                "<p><a href=\"https://example.com/a_(b)\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">x</a></p>",
                render("[x](https://example.com/a_(b))"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**a", "[", "`", "> ", "- ", "1. ", "|", "_a", "(", "[a](", "\\"})
    void takesTimeLinearInTheText(String piece) {
        Object milliseconds = page.evaluate("""
                async (piece) => {
                  const { render } = await import('/markdown/render.js');
                  const text = piece.repeat(20000 / piece.length);
                  const start = performance.now();
                  render(document.createElement('div'), text);
                  return performance.now() - start;
                }""", piece);
        assertTrue(((Number) milliseconds).doubleValue() < 2000, milliseconds + " ms");
    }

    @Test
    void growsWithoutTouchingWhatIsThere() {
        Object same = page.evaluate("""
                async () => {
                  const { render } = await import('/markdown/render.js');
                  const box = document.createElement('div');
                  render(box, 'one\\n\\ntwo');
                  const first = box.firstChild;
                  render(box, 'one\\n\\ntwo *and* three');
                  return first === box.firstChild && box.children.length === 2 && box.textContent === 'onetwo and three';
                }""");
        assertEquals(true, same);
    }

    private String render(String markdown) {
        return (String) page.evaluate(RENDER, markdown);
    }
}
