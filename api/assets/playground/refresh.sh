#!/usr/bin/env bash
# Fetches the playground's files from npm again. Needs npm and network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
fetch() { # package, version, file in the package, name here
    npm pack --silent "$1@$2" >/dev/null
    mkdir -p "$1" && tar xzf "$1-$2.tgz" -C "$1"
    gzip -9nc "$1/package/$3" > "$here/$4.gz"
}
fetch graphiql 4.1.2 graphiql.min.js graphiql.min.js
fetch graphiql 4.1.2 graphiql.min.css graphiql.min.css
fetch react 18.3.1 umd/react.production.min.js react.min.js
fetch react-dom 18.3.1 umd/react-dom.production.min.js react-dom.min.js
