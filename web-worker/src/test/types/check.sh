#!/bin/sh
# Checks samovar.d.ts against usage.ts with the TypeScript compiler. Needs npm and the network, so no part of the build.
set -e
here=$(cd "$(dirname "$0")" && pwd)
trap 'rm -rf "$here/node_modules"' EXIT
npm install --prefix "$here" --no-save --no-package-lock --silent typescript@5 openai@6
"$here/node_modules/.bin/tsc" --noEmit --strict --noUncheckedIndexedAccess --target esnext --module esnext --moduleResolution bundler \
  --lib esnext,dom,dom.asynciterable --moduleDetection force "$here/usage.ts"
echo "samovar.d.ts agrees with usage.ts"
