// routes[t] = the PER_TOKEN experts of the largest router logits, largest first, equal ones by lower index, with
// their softmax. One thread takes an expert of a token.
override EXPERTS: u32;
override PER_TOKEN: u32;
override X_STRIDE: u32; // in floats
override X_OFFSET: u32 = 0;
override ROUTE_STRIDE: u32; // in Routes

struct Route { expert: u32, probability: f32 }

@group(0) @binding(0) var<storage, read> x: array<f32>; // router logits
@group(0) @binding(1) var<storage, read_write> routes: array<Route>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let expert = id.x;
  if (expert >= EXPERTS) {
    return;
  }
  let start = id.y * X_STRIDE + X_OFFSET;
  let own = x[start + expert];
  var rank = 0u;
  var total = 0.0; // of exp(logit - own)
  for (var other = 0u; other < EXPERTS; other++) {
    let logit = x[start + other];
    rank += u32(logit > own || (logit == own && other < expert));
    total += exp(min(logit - own, 80)); // beyond, the probability is as good as 0
  }
  if (rank < PER_TOKEN) {
    routes[id.y * ROUTE_STRIDE + rank] = Route(expert, 1 / total);
  }
}
