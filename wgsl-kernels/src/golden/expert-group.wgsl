// blocks[b] = an expert and up to SIZE pairs that chose it. One thread takes an expert; the grid is as high as
// there are tokens only to tell how many there are.
override EXPERTS: u32;
override PER_TOKEN: u32;
override SIZE: u32;
override ROUTE_STRIDE: u32; // in Routes

struct Route { expert: u32, probability: f32 }
const NONE = 0xffffffu;

@group(0) @binding(0) var<storage, read> routes: array<Route>;
@group(0) @binding(1) var<storage, read_write> blocks: array<u32>; // [block][1 + SIZE]

@compute @workgroup_size(32)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
  let expert = id.x;
  if (id.y > 0 || expert >= EXPERTS) {
    return;
  }
  let pairs = grid.y * PER_TOKEN;
  var before = 0u; // pairs of smaller experts
  var own = 0u;
  for (var pair = 0u; pair < pairs; pair++) {
    let other = chosen(pair);
    before += u32(other < expert);
    own += u32(other == expert);
  }
  let first = before / SIZE + expert;
  let end = (before + own) / SIZE + expert + 1;
  for (var block = first; block < end; block++) {
    blocks[block * (1 + SIZE)] = select(NONE, expert, (block - first) * SIZE < own);
  }
  var place = first * SIZE;
  for (var pair = 0u; pair < pairs; pair++) {
    if (chosen(pair) == expert) {
      put(place, pair);
      place++;
    }
  }
  for (; place < end * SIZE; place++) {
    put(place, NONE);
  }
}

fn chosen(pair: u32) -> u32 {
  return routes[pair / PER_TOKEN * ROUTE_STRIDE + pair % PER_TOKEN].expert;
}

fn put(place: u32, pair: u32) {
  blocks[place / SIZE * (1 + SIZE) + 1 + place % SIZE] = pair;
}
