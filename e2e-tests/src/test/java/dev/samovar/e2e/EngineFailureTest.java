package dev.samovar.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.json.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a page sees when the browser lacks something or the engine dies. */
@ExtendWith(Chromium.class)
class EngineFailureTest {
    private static final String LOAD = "const engine = await samovar.createEngine(given, { cache: false }); ";

    private final EnginePage page;
    private final Json model;

    EngineFailureTest(Chromium.Running chromium) {
        page = new EnginePage(chromium);
        model = new Json.Str(
                chromium.site().publish(Path.of("../goldens/llama3")).toString());
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void saysThatWebGpuIsMissing() {
        page.beforeWorker("Object.defineProperty(navigator, 'gpu', { value: undefined });");
        Json error = page.run(LOAD, model);
        assertEquals(new Json.Str("webgpu_unavailable"), error.get("code"));
        assertEquals(new Json.Str("GpuError"), error.get("name"));
        assertEquals(new Json.Str("GpuError"), error.get("class"));
        assertEquals(Json.Bool.TRUE, error.get("isError"));
        assertEquals(Json.Bool.TRUE, error.get("isSamovarError"));
    }

    @Test
    void saysThatThereIsNoAdapter() {
        page.beforeWorker("navigator.gpu.requestAdapter = async () => null;");
        assertEquals(new Json.Str("webgpu_unavailable"), page.run(LOAD, model).get("code"));
    }

    /** A trap surfaces as an uncaught error, or, in what goes on after a wait, as a rejected promise nobody handles. */
    @ParameterizedTest
    @ValueSource(strings = {"throw trap;", "Promise.reject(trap); event.stopImmediatePropagation();"})
    void aTrapRejectsWhatIsPendingAndTheNextCallStartsAnew(String trap) {
        page.beforeWorker("let asked = 0; addEventListener('message', (event) => {"
                + " const trap = new WebAssembly.RuntimeError('unreachable');"
                + " if (event.data.kind === 'evaluate' && event.data.body.includes('999')) { " + trap + " } });");
        Json outcome = page.run(
                LOAD
                        + "const pending = [engine.evaluate([999]), engine.evaluate([1])].map(p => p.catch(e => e));"
                        + "const errors = await Promise.all(pending);"
                        + "const after = await engine.evaluate([1, 2]);"
                        + "return { names: errors.map(e => e.name), codes: errors.map(e => e.code),"
                        + " message: errors[0].message, rows: after.logits.length };",
                model);
        assertEquals("[\"EngineCrashedError\",\"EngineCrashedError\"]", text(outcome, "names"));
        assertEquals("[\"engine_crashed\",\"engine_crashed\"]", text(outcome, "codes"));
        assertTrue(text(outcome, "message").contains("unreachable"), outcome::text);
        assertEquals("2", text(outcome, "rows"));
    }

    @Test
    void aLostDeviceRejectsTheCallAndTheNextOneLoadsAnew() {
        page.beforeWorker("const ask = GPUAdapter.prototype.requestDevice; let device;"
                + " GPUAdapter.prototype.requestDevice = async function (...a) { return device = await ask.apply(this, a); };"
                + " addEventListener('message', ({ data }) => { if (data.body.includes('998')) device.destroy(); });");
        Json outcome = page.run(
                LOAD
                        + "const error = await engine.evaluate([998, 1]).catch(e => e);"
                        + "const after = await engine.evaluate([1, 2]);"
                        + "return { name: error.name, code: error.code, rows: after.logits.length };",
                model);
        assertEquals("{\"name\":\"GpuError\",\"code\":\"gpu_device_lost\",\"rows\":2}", outcome.text());
    }

    /** Several steps are in flight when it is lost: their reads fail too, and nobody waits for those. */
    @Test
    void aLostDeviceEndsAnAnswerAndWhatComesWhileTheModelIsLoadedAgainIsAnswered() {
        page.beforeWorker("const ask = GPUAdapter.prototype.requestDevice; let device;"
                + " GPUAdapter.prototype.requestDevice = async function (...a) { return device = await ask.apply(this, a); };"
                + " addEventListener('message', ({ data }) => { if (data.body.includes('lose')) device.destroy(); });");
        Json outcome = page.run(
                "const engine = await samovar.createEngine('random:SmolLM2-135M', { contextLength: 64 });"
                        + "const ask = (user) => engine.completions.create({ prompt: [1, 2], max_tokens: 3, user })"
                        + " .then(({ usage }) => usage.completion_tokens, (e) => e.code);"
                        + "const lost = await ask('lose');"
                        + "return [lost, ...await Promise.all([ask('next'), ask('meanwhile')])];",
                Json.Null.NULL);
        assertEquals("[\"gpu_device_lost\",3,3]", outcome.text());
    }

    @Test
    void anUnloadedEngineSaysSoToWhatIsPendingAndToEveryLaterCall() {
        Json codes = page.run(
                LOAD
                        + "const pending = engine.evaluate([1, 2, 3]);"
                        + "const said = [pending.then(() => 'answered', (e) => e.code)];"
                        + "await engine.unload(); await engine.unload(); engine.interrupt();"
                        + "for (const call of [() => engine.evaluate([1]), () => engine.statistics(),"
                        + " () => engine.completions.create({ prompt: [1] }),"
                        + " () => engine.chat.completions.create({ messages: [], stream: true })])"
                        + " said.push(call().then(() => 'answered', (e) => e.code));"
                        + "return await Promise.all(said);",
                model);
        assertEquals("[" + "\"engine_unloaded\",".repeat(4) + "\"engine_unloaded\"]", codes.text());
    }

    @Test
    void loadingRefusesWrongSettingsByName() {
        Json names = page.run(
                "const load = (options) => samovar.createEngine(given, options).then(() => 'loaded', (e) => e.param);"
                        + "return await Promise.all([{ cache: 'no' }, { hub: 3 }, { contextLength: 1e9 }].map(load));",
                model);
        assertEquals("[\"cache\",\"hub\",\"contextLength\"]", names.text());
    }

    @Test
    void aRefusedRequestIsARealErrorWithAllItsFields() {
        Json error = page.run(LOAD + "await engine.completions.create({ prompt: 'x', temperature: 3 });", model);
        assertEquals(
                "{\"name\":\"InvalidRequestError\",\"message\":\"Invalid 'temperature': expected a value <= 2, but got 3"
                        + " instead.\",\"type\":\"invalid_request_error\",\"code\":\"decimal_above_max_value\","
                        + "\"param\":\"temperature\",\"isError\":true,\"isSamovarError\":true,"
                        + "\"class\":\"InvalidRequestError\"}",
                error.text());
    }

    @Test
    void aRequestAtFaultNamesItsFieldAndTheNextIsAnswered() {
        Json outcome = page.run(
                LOAD
                        + "const faults = [];"
                        + "for (const call of [() => engine.evaluate([]), () => engine.evaluate([1, -2]), () => engine.evaluate('x'),"
                        + " () => engine.chat.completions.create({ messages: [] }),"
                        + " () => engine.chat.completions.create({ messages: [], stream: true }),"
                        + " () => engine.chat.completions.create(), () => engine.completions.create({ prompt: 7 })])"
                        + " faults.push(await call().then(() => 'no error', (e) => e.name + ' ' + e.param));"
                        + "return [...faults, (await engine.evaluate([1])).logits.length];",
                model);
        assertEquals(
                "[\"InvalidRequestError tokens\",\"InvalidRequestError tokens[1]\",\"InvalidRequestError tokens\","
                        + "\"InvalidRequestError messages\",\"InvalidRequestError messages\",\"InvalidRequestError request\","
                        + "\"InvalidRequestError prompt\",1]",
                outcome.text());
    }

    private static String text(Json json, String member) {
        Json value = json.get(member);
        return value instanceof Json.Str s ? s.value() : value == null ? json.text() : value.text();
    }
}
