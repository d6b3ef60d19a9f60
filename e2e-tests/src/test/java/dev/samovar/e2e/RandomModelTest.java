package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Models of random weights, by which anyone can measure speed without a download. */
@ExtendWith(Chromium.class)
class RandomModelTest {
    private final EnginePage page;

    RandomModelTest(Chromium.Running chromium) {
        page = new EnginePage(chromium);
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void generatesAndMeasures() {
        Json answer = page.run(
                "const engine = await samovar.createEngine('random:SmolLM2-135M', { contextLength: 64, kvCache: 'q8' });"
                        + " return await engine.completions.create({ prompt: [1, 2, 3], max_tokens: 4, temperature: 0,"
                        + " ignore_eos: true });",
                Json.Null.NULL);
        Json usage = member(answer, "usage");
        assertEquals(Json.Num.of(3), usage.get("prompt_tokens"), answer.text());
        assertEquals(Json.Num.of(4), usage.get("completion_tokens"), answer.text());
        assertTrue(member(usage, "extra").get("decode_tokens_per_s") instanceof Json.Num n && n.value() > 0);
    }

    @Test
    void whatWasMeasuredAtTheFirstLoadIsKept() {
        Json notes = page.run(
                "const engine = await samovar.createEngine('random:SmolLM2-135M', { contextLength: 64 });"
                        + " await engine.unload(); const root = await navigator.storage.getDirectory();"
                        + " const folder = await root.getDirectoryHandle('samovar');"
                        + " const file = await (await folder.getFileHandle('schedules.json')).getFile();"
                        + " return JSON.parse(await file.text());",
                Json.Null.NULL);
        assertTrue(member(notes, "device") instanceof Json.Str device
                && device.value().contains("kernels"));
        assertTrue(
                member(notes, "fastest") instanceof Json.Obj fastest
                        && !fastest.members().isEmpty(),
                notes.text());
    }

    @Test
    void anUnknownShapeIsAnErrorThatListsThoseThereAre() {
        Json error = page.run("return await samovar.createEngine('random:Nothing');", Json.Null.NULL);
        assertEquals(new Json.Str("model"), error.get("param"), error.text());
        assertTrue(error.text().contains("Qwen2-0.5B"), error.text());
    }

    @Test
    void anUnknownKindOfCacheIsAnErrorThatListsThoseThereAre() {
        Json error = page.run(
                "return await samovar.createEngine('random:SmolLM2-135M', { kvCache: 'q4' });", Json.Null.NULL);
        assertEquals(new Json.Str("kvCache"), error.get("param"), error.text());
        assertTrue(error.text().contains("f32, f16 or q8"), error.text());
    }

    @Test
    void anUnknownQuantizationIsAnErrorThatListsThoseThereAre() {
        Json error = page.run(
                "return await samovar.createEngine('random:SmolLM2-135M', { quantize: 'q5' });", Json.Null.NULL);
        assertEquals(new Json.Str("quantize"), error.get("param"), error.text());
        assertTrue(error.text().contains("q4 or q8"), error.text());
    }

    @Test
    void unknownActivationsAreAnErrorThatListsThoseThereAre() {
        Json error = page.run(
                "return await samovar.createEngine('random:SmolLM2-135M', { activations: 'int4' });", Json.Null.NULL);
        assertEquals(new Json.Str("activations"), error.get("param"), error.text());
        assertTrue(error.text().contains("f32 or int8"), error.text());
    }

    private static Json member(Json json, String name) {
        Json value = json.get(name);
        assertTrue(value != null, () -> name + " is missing from " + json.text());
        return value == null ? Json.Null.NULL : value;
    }
}
