"""Configurations as their config.json would have them: sizes that fit no tile, and each switch of each family."""

SIZES = {
    "vocab_size": 101, "hidden_size": 48, "intermediate_size": 37, "num_hidden_layers": 2,
    "num_attention_heads": 6, "num_key_value_heads": 2, "max_position_embeddings": 64,
    "bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0,
}  # fmt: skip


ABSENT = object()


def family(model_type: str, base: dict, **cases) -> dict:
    return {case: present({"model_type": model_type, **SIZES, **base, **fields}) for case, fields in cases.items()}


def present(fields: dict) -> dict:
    return {k: v for k, v in fields.items() if v is not ABSENT}


HEADS_7 = {"num_attention_heads": 7, "num_key_value_heads": 1, "hidden_size": 56}
HEADS_3 = {"num_attention_heads": 3, "num_key_value_heads": 3, "hidden_size": 54, "head_dim": 20}
LLAMA3 = {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
          "original_max_position_embeddings": 32}  # fmt: skip
YARN = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 16}
LINEAR = {"type": "linear", "factor": 2.5}
SHORT = [1.0, 1.02, 1.05, 1.1]
LONG = [1.0, 1.5, 3.0, 9.0]

CASES = {
    "llama": family(
        "llama", {"rms_norm_eps": 1e-5, "rope_theta": 10000.0, "tie_word_embeddings": False},
        heads_7_to_1_tied={**HEADS_7, "tie_word_embeddings": True},
        wide_heads_biases={**HEADS_3, "attention_bias": True, "mlp_bias": True},
        narrow_heads={"head_dim": 6, "vocab_size": 97},
        llama3_rope={"rope_theta": 500000.0, "rope_scaling": LLAMA3},
        linear_rope={"rope_scaling": LINEAR},
        dynamic_rope={"rope_scaling": {"type": "dynamic", "factor": 2.0}},
        yarn_rope={"rope_scaling": YARN},
        yarn_rope_settings={"rope_scaling": {**YARN, "beta_fast": 8.0, "beta_slow": 2.0, "attention_factor": 0.8}},
        yarn_mscale={"rope_scaling": {**YARN, "mscale": 0.7, "mscale_all_dim": 1.2}},
        gelu={"hidden_act": "gelu", "rms_norm_eps": 1e-3},
        no_kv_heads={"num_key_value_heads": None, "head_dim": None},
        old_scaling_fields={"rope_scaling": None, "pretraining_tp": 1, "use_cache": False},
        odd_hidden={"hidden_size": 45, "num_attention_heads": 3, "num_key_value_heads": 1, "head_dim": 10,
                    "vocab_size": 131},
        smallest={"hidden_size": 2, "intermediate_size": 1, "num_attention_heads": 1, "num_key_value_heads": 1,
                  "num_hidden_layers": 1, "vocab_size": 5},
        one_kv_head_of_32={"hidden_size": 64, "num_attention_heads": 32, "num_key_value_heads": 1, "head_dim": 4,
                           "mlp_bias": True},
        yarn_untruncated={"rope_scaling": {**YARN, "truncate": False, "beta_fast": 16.0}},
        longrope={"head_dim": 8, "rope_scaling": {"rope_type": "longrope", "factor": 4.0, "short_factor": SHORT,
                  "long_factor": LONG, "original_max_position_embeddings": 16}},
        default_rope={"rope_scaling": {"rope_type": "default"}, "rope_theta": ABSENT},
    ),
    "mistral": family(
        "mistral", {"rms_norm_eps": 1e-5, "rope_theta": 1e6},
        window_of_5={"sliding_window": 5},
        no_window_wide_heads={**HEADS_3, "sliding_window": None},
        default_window={"head_dim": 12},
        heads_7_to_1_tied={**HEADS_7, "sliding_window": 7, "tie_word_embeddings": True},
        yarn_rope={"rope_scaling": YARN, "sliding_window": None},
        window_of_1={"sliding_window": 1, "vocab_size": 127},
        llama3_rope={"rope_scaling": {**LLAMA3, "factor": 32.0}, "head_dim": 14},
    ),
    "mixtral": family(
        "mixtral", {"rms_norm_eps": 1e-5, "rope_theta": 1e6, "num_local_experts": 5, "num_experts_per_tok": 2},
        two_of_five={},
        one_of_three={"num_local_experts": 3, "num_experts_per_tok": 1, **HEADS_7},
        all_of_four={"num_local_experts": 4, "num_experts_per_tok": 4, "sliding_window": 5},
        tied_wide_heads={**HEADS_3, "tie_word_embeddings": True, "hidden_act": "gelu"},
        seven_of_nine={"num_local_experts": 9, "num_experts_per_tok": 7, "hidden_size": 42, "head_dim": 10},
    ),
    "phi": family(
        "phi", {"layer_norm_eps": 1e-5, "rope_theta": 10000.0, "partial_rotary_factor": 0.5},
        default={},
        grouped_heads={"num_key_value_heads": 3, "partial_rotary_factor": 0.25},
        head_norms={"qk_layernorm": True, "partial_rotary_factor": 1.0},
        plain_heads={"num_key_value_heads": None, "hidden_act": "gelu", "vocab_size": 99},
        odd_share={**HEADS_3, "hidden_size": 60, "partial_rotary_factor": 0.3, "head_dim": ABSENT},
        linear_rope={"rope_scaling": LINEAR},
        tied={"tie_word_embeddings": True, "qk_layernorm": True},
    ),
    "phi3": family(
        "phi3", {"rms_norm_eps": 1e-5, "rope_theta": 10000.0, "original_max_position_embeddings": 64},
        plain={"num_key_value_heads": 6},
        window_of_5={"sliding_window": 5},
        partial_tied={"partial_rotary_factor": 0.75, "tie_word_embeddings": True, "hidden_size": 96},
        heads_7_to_1={**HEADS_7, "attention_bias": False},
        longrope_short={"rope_scaling": {"type": "longrope", "short_factor": SHORT, "long_factor": LONG}},
        longrope_short_of_original={"rope_scaling": {"type": "longrope", "short_factor": SHORT, "long_factor": LONG},
                                    "original_max_position_embeddings": 32},
        longrope_long={"rope_scaling": {"type": "longrope", "short_factor": SHORT, "long_factor": LONG},
                       "original_max_position_embeddings": 16},
        longrope_partial={"rope_scaling": {"type": "longrope", "short_factor": SHORT[:3], "long_factor": LONG[:3]},
                          "original_max_position_embeddings": 16, "partial_rotary_factor": 0.75},
    ),
    "qwen2": family(
        "qwen2", {"rms_norm_eps": 1e-6, "rope_theta": 1e6},
        heads_7_to_1_tied={**HEADS_7, "tie_word_embeddings": True, "use_sliding_window": False, "sliding_window": 5},
        upper_layers_windowed={"use_sliding_window": True, "sliding_window": 5, "max_window_layers": 1},
        all_layers_windowed={"use_sliding_window": True, "sliding_window": 6, "max_window_layers": 0},
        yarn_rope={"rope_scaling": YARN, "tie_word_embeddings": True},
        plain_heads={"num_key_value_heads": 6, "vocab_size": 103},
        dynamic_rope={"hidden_size": 44, "num_attention_heads": 11, "num_key_value_heads": 1,
                      "rope_scaling": {"type": "dynamic", "factor": 4.0}},
    ),
    "qwen3": family(
        "qwen3", {"rms_norm_eps": 1e-6, "rope_theta": 1e6, "head_dim": 16},
        wide_heads_tied={"tie_word_embeddings": True},
        heads_7_to_1={**HEADS_7, "attention_bias": True},
        upper_layers_windowed={"use_sliding_window": True, "sliding_window": 5, "max_window_layers": 1},
        default_head_dim={"head_dim": 128, "num_attention_heads": 2, "num_key_value_heads": 1},
        narrow_heads={"head_dim": 2, "vocab_size": 149, "hidden_size": 33},
        yarn_rope={"rope_scaling": YARN},
    ),
    "qwen3_moe": family(
        "qwen3_moe",
        {"rms_norm_eps": 1e-6, "rope_theta": 1e6, "head_dim": 16, "num_experts": 6, "num_experts_per_tok": 3,
         "moe_intermediate_size": 23, "norm_topk_prob": True},
        three_of_six={},
        not_normalised={"norm_topk_prob": False, "num_experts": 9},
        every_second_layer={"decoder_sparse_step": 2, "num_hidden_layers": 3},
        first_layer_dense={"mlp_only_layers": [0], **HEADS_7, "attention_bias": True},
        head_dim_absent={"head_dim": ABSENT, "tie_word_embeddings": True},
        mixed_layers={"decoder_sparse_step": 2, "mlp_only_layers": [1], "num_hidden_layers": 5, "num_experts": 7,
                      "num_experts_per_tok": 1, "hidden_size": 50},
        windowed={"use_sliding_window": True, "sliding_window": 5, "max_window_layers": 1},
    ),
    "gemma": family(
        "gemma", {"rms_norm_eps": 1e-6, "rope_theta": 10000.0, "head_dim": 16, "hidden_act": "gelu"},
        one_kv_head={"num_key_value_heads": 1},
        new_activation={"hidden_activation": "gelu_pytorch_tanh"},
        heads_of_256={"head_dim": 256, "num_attention_heads": 1, "num_key_value_heads": 1, "hidden_size": 35},
        null_activation={"hidden_activation": None, "num_key_value_heads": 6, "vocab_size": 99},
        heads_7_to_1_biases={**HEADS_7, "head_dim": 8, "attention_bias": True},
    ),
    "gemma2": family(
        "gemma2",
        {"rms_norm_eps": 1e-6, "rope_theta": 10000.0, "head_dim": 12, "hidden_activation": "gelu_pytorch_tanh",
         "query_pre_attn_scalar": 20, "sliding_window": 5, "num_hidden_layers": 3},
        default_caps={},
        other_caps={"final_logit_softcapping": 3.0, "attn_logit_softcapping": 1.5},
        listed_layers={"layer_types": ["full_attention", "full_attention", "sliding_attention"], "sliding_window": 3,
                       "query_pre_attn_scalar": 7},
        no_caps={"final_logit_softcapping": None, "attn_logit_softcapping": None},
        heads_3={**HEADS_3, "query_pre_attn_scalar": 144, "attention_bias": True},
    ),
    "gemma3": family(
        "gemma3_text",
        {"rms_norm_eps": 1e-6, "rope_theta": 1e6, "rope_local_base_freq": 10000.0, "head_dim": 12,
         "hidden_activation": "gelu_pytorch_tanh", "query_pre_attn_scalar": 20, "sliding_window": 5,
         "num_hidden_layers": 4},
        pattern_of_2={"sliding_window_pattern": 2},
        linear_rope={"sliding_window_pattern": 3, "rope_scaling": {"factor": 8.0, "rope_type": "linear"}},
        yarn_rope={"rope_scaling": {**YARN}, "sliding_window_pattern": 2, "sliding_window": 1},
        default_pattern={"num_hidden_layers": 7, "num_key_value_heads": 1},
        capped={"final_logit_softcapping": 5.0, "attn_logit_softcapping": 2.0, "sliding_window_pattern": 2},
        listed_layers={"layer_types": ["full_attention", "sliding_attention", "sliding_attention", "full_attention"]},
    ),
    "smollm3": family(
        "smollm3", {"rms_norm_eps": 1e-6, "rope_theta": 2e6, "num_hidden_layers": 4},
        default_interval={},
        interval_of_2={"no_rope_layer_interval": 2, **HEADS_7},
        interval_of_3={"no_rope_layer_interval": 3, "num_hidden_layers": 7, "hidden_size": 36},
        listed_layers={"no_rope_layers": [0, 1, 1, 0], "tie_word_embeddings": False},
        windowed={"use_sliding_window": True, "sliding_window": 5},
        biases_yarn={"attention_bias": True, "mlp_bias": True, "rope_scaling": YARN},
    ),
    "olmo2": family(
        "olmo2", {"rms_norm_eps": 1e-6, "rope_theta": 500000.0},
        grouped_heads={},
        plain_heads_tied={"num_key_value_heads": None, "tie_word_embeddings": True},
        wide_heads={**HEADS_3, "num_key_value_heads": 1, "rope_scaling": {**LINEAR}},
        heads_7_to_1_biases={**HEADS_7, "attention_bias": True, "vocab_size": 97},
        yarn_rope={"rope_scaling": YARN},
    ),
    "stablelm": family(
        "stablelm", {"layer_norm_eps": 1e-5, "rope_theta": 10000.0, "partial_rotary_factor": 0.25},
        default={},
        biases={"use_qkv_bias": True, "num_key_value_heads": 6},
        everything={"use_qkv_bias": True, "qk_layernorm": True, "use_parallel_residual": True, "hidden_size": 90,
                    "num_attention_heads": 9, "num_key_value_heads": 3, "partial_rotary_factor": 0.8},
        parallel={"use_parallel_residual": True, "partial_rotary_factor": 0.5},
        head_norms={"qk_layernorm": True},
        head_norms_parallel={"qk_layernorm": True, "use_parallel_residual": True, **HEADS_7},
        tied={"tie_word_embeddings": True, "partial_rotary_factor": 1.0},
    ),
    "gpt_neox": family(
        "gpt_neox",
        {"layer_norm_eps": 1e-5, "rotary_emb_base": 10000, "rotary_pct": 0.25, "num_key_value_heads": ABSENT},
        default={},
        sequential={"use_parallel_residual": False, "rotary_pct": 1.0},
        odd_share={"hidden_size": 45, "num_attention_heads": 3, "rotary_pct": 0.3, "rotary_emb_base": 700},
        without_biases={"attention_bias": False, "hidden_act": "gelu_new"},
        tied={"tie_word_embeddings": True, "rotary_pct": 0.5, "vocab_size": 99},
        fast_gelu={"hidden_act": "gelu_fast", "num_attention_heads": 3},
        odd_rotary={"num_attention_heads": 4, "rotary_pct": 0.25},
        linear_rope={"rope_scaling": LINEAR},
    ),
    "gpt2": {
        case: {"model_type": "gpt2", "vocab_size": 101, "n_embd": 48, "n_layer": 2, "n_head": 6, "n_positions": 64,
               "n_ctx": 64, "layer_norm_epsilon": 1e-5, "bos_token_id": 1, "eos_token_id": 2, **fields}
        for case, fields in {
            "default": {},
            "narrow_mlp": {"n_inner": 37, "activation_function": "gelu"},
            "untied": {"tie_word_embeddings": False, "vocab_size": 97},
            "scores_by_layer": {"scale_attn_by_inverse_layer_idx": True},
            "scores_unscaled": {"scale_attn_weights": False, "n_head": 3},
            "odd_heads": {"n_embd": 45, "n_head": 5, "vocab_size": 131},
            "one_head": {"n_embd": 7, "n_head": 1, "n_layer": 1, "tie_word_embeddings": False},
            "reordered": {"reorder_and_upcast_attn": True},
        }.items()
    },
}  # fmt: skip
