package dev.samovar.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.samovar.engine.ApiException;
import dev.samovar.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong request is refused with the path of its wrong field and a code. */
class InvalidRequestTest {
    private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                              | request              | invalid_type",
                "{}                                              | messages             | missing_required_parameter",
                "{\"messages\":null}                             | messages             | missing_required_parameter",
                "{\"messages\":[]}                               | messages             | empty_array",
                "{\"messages\":\"hi\"}                           | messages             | invalid_type",
                "{\"messages\":[1]}                              | messages[0]          | invalid_type",
                "{\"messages\":[{\"content\":\"x\"}]}            | messages[0].role     | missing_required_parameter",
                "{\"messages\":[{\"role\":\"king\"}]}            | messages[0].role     | invalid_value",
                "{\"messages\":[{\"role\":7}]}                   | messages[0].role     | invalid_type",
                "{\"messages\":[{\"role\":\"user\"}]}            | messages[0].content  | missing_required_parameter",
                "{\"messages\":[{\"role\":\"user\",\"content\":null}]} | messages[0].content | missing_required_parameter",
                "{\"messages\":[{\"role\":\"user\",\"content\":5}]}    | messages[0].content | invalid_type",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]} | messages[0].content[0].type | invalid_value",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]} | messages[0].content[0].text | missing_required_parameter",
                "{\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{}]}]} | messages[0].tool_calls[0].function | missing_required_parameter",
                "{HI,\"temperature\":\"hot\"}                    | temperature          | invalid_type",
                "{HI,\"temperature\":-0.1}                       | temperature          | decimal_below_min_value",
                "{HI,\"temperature\":2.5}                        | temperature          | decimal_above_max_value",
                "{HI,\"temperature\":1e999}                      | temperature          | decimal_above_max_value",
                "{HI,\"top_p\":1.01}                             | top_p                | decimal_above_max_value",
                "{HI,\"top_k\":-1}                               | top_k                | integer_below_min_value",
                "{HI,\"top_k\":1.5}                              | top_k                | invalid_type",
                "{HI,\"min_p\":true}                             | min_p                | invalid_type",
                "{HI,\"repetition_penalty\":0}                   | repetition_penalty   | decimal_below_min_value",
                "{HI,\"frequency_penalty\":3}                    | frequency_penalty    | decimal_above_max_value",
                "{HI,\"presence_penalty\":-3}                    | presence_penalty     | decimal_below_min_value",
                "{HI,\"max_tokens\":0}                           | max_tokens           | integer_below_min_value",
                "{HI,\"max_completion_tokens\":9999999999}       | max_completion_tokens| integer_above_max_value",
                "{HI,\"seed\":1.5}                               | seed                 | invalid_type",
                "{HI,\"seed\":9223372036854775808}               | seed                 | integer_above_max_value",
                "{HI,\"stop\":\"\"}                              | stop                 | string_below_min_length",
                "{HI,\"stop\":[\"a\",1]}                         | stop[1]              | invalid_type",
                "{HI,\"stop\":5}                                 | stop                 | invalid_type",
                "{HI,\"n\":2}                                    | n                    | unsupported_value",
                "{HI,\"n\":0}                                    | n                    | integer_below_min_value",
                "{HI,\"stream\":\"yes\"}                         | stream               | invalid_type",
                "{HI,\"stream_options\":true}                    | stream_options       | invalid_type",
                "{HI,\"logit_bias\":{\"x\":1}}                   | logit_bias.x         | invalid_value",
                "{HI,\"logit_bias\":{\"-3\":1}}                  | logit_bias.-3        | invalid_value",
                "{HI,\"logit_bias\":{\"3\":101}}                 | logit_bias.3         | decimal_above_max_value",
                "{HI,\"top_logprobs\":3}                         | top_logprobs         | unsupported_value",
                "{HI,\"logprobs\":true,\"top_logprobs\":21}      | top_logprobs         | integer_above_max_value",
                "{HI,\"response_format\":{\"type\":\"json_object\"}} | response_format.type | invalid_value",
                "{HI,\"tool_choice\":\"required\"}               | tool_choice          | invalid_value",
                "{HI,\"tools\":[{\"type\":\"retrieval\"}]}       | tools[0].type        | invalid_value",
                "{HI,\"tools\":[{\"type\":\"function\"}]}        | tools[0].function    | missing_required_parameter",
            })
    void chat(String text, String param, String code) {
        Json json = Json.parse(text.replace("HI", HI));
        refused(param, code, assertThrows(ApiException.class, () -> ChatCompletionRequest.read(json)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                            | prompt    | missing_required_parameter",
                "{\"prompt\":{}}               | prompt    | invalid_type",
                "{\"prompt\":[1,-2]}           | prompt[1] | integer_below_min_value",
                "{\"prompt\":[1,\"a\"]}        | prompt[1] | invalid_type",
                "{\"prompt\":\"a\",\"best_of\":2}  | best_of   | unsupported_value",
                "{\"prompt\":\"a\",\"suffix\":\"b\"} | suffix  | unsupported_value",
            })
    void completions(String text, String param, String code) {
        refused(param, code, assertThrows(ApiException.class, () -> CompletionRequest.read(Json.parse(text))));
    }

    private static void refused(String param, String code, ApiException fault) {
        assertEquals(param.strip() + " " + code, fault.param() + " " + fault.code(), fault.getMessage());
        assertEquals("invalid_request_error", fault.type());
        assertTrue(String.valueOf(fault.getMessage()).contains(param), fault.getMessage());
    }
}
