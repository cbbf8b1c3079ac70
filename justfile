# Shortcuts; each line is the whole command.

serve:
    cargo run -- serve --sample

test:
    cargo test --workspace

# What main must pass.
check:
    .ci/run

# Write schema.graphql and the answer files anew; read the diff before you commit it.
answers:
    UPDATE_ANSWERS=1 cargo test --workspace

# How fast, against hand-written SQL and PostGraphile; the first run loads the corpus.
bench *arguments:
    cargo build --release -p api -p bench
    target/release/bench run {{arguments}}
