"""Makes programs of the examples in README.md and in the guide, as they are written: `guide.py ROOT FOLDER`.

FOLDER becomes a package whose examples are the blocks of Rust that call the service, in their order.
"""

import re
import sys
from pathlib import Path

MANIFEST = """[package]
name = "guide"
version = "0.0.0"
edition = "2024"

[workspace]

# The guide's examples say which features of the crate they need, in the way that their own crate would.
[features]
default = ["graph", "mock"]
graph = []
mock = []

[dependencies]
cloudflare-dynamic-routing = {{ path = "{root}/generated", features = ["mock", "stream", "svg"] }}
serde_json = "1"
tokio = {{ version = "1", features = ["macros", "rt-multi-thread"] }}
"""

MAIN = """
#[tokio::main]
async fn main() {{
    let client = cloudflare_dynamic_routing::Client::from_env().unwrap();
    let routing = client.dynamic_routing("account", "gateway");
    example({argument}).await.unwrap();
    let _ = routing;
}}
"""

# The graph for examples that are given one.
ELEMENTS = """vec![
        cloudflare_dynamic_routing::types::Element::start("start", "end"),
        cloudflare_dynamic_routing::types::Element::end("end"),
    ]"""


def blocks(text: str) -> list[str]:
    """The blocks of Rust that are not run by `cargo test`, with the lines that rustdoc hides."""
    found = re.findall(r"^```rust,no_run\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(r"^# ?", "", block, flags=re.MULTILINE) if "\n# " in block else block for block in found]


def program(block: str) -> str:
    if "fn main" in block:
        return block
    takes = re.search(r"fn example\(([^)]*)\)", block)
    assert takes, f"a block has neither `main` nor `example`:\n{block}"
    argument = "routing.clone()" if "routing" in takes[1] else ""
    if "elements:" in takes[1]:
        argument += ", " + ELEMENTS
    return block + MAIN.format(argument=argument)


root, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
lines = (root / "generated/src/lib.rs").read_text().splitlines()
guide = "\n".join(re.sub(r"^//! ?", "", line) for line in lines if line.startswith("//!"))
(folder / "src").mkdir(parents=True, exist_ok=True)
(folder / "examples").mkdir(exist_ok=True)
(folder / "Cargo.toml").write_text(MANIFEST.format(root=root))
(folder / "src/lib.rs").write_text("")
for old in (folder / "examples").iterdir():
    old.unlink()
programs = [("readme", block) for block in blocks((root / "README.md").read_text())]
programs += [("guide", block) for block in blocks(guide)]
assert len(programs) > 3, "the examples were not found"
for number, (name, block) in enumerate(programs, 1):
    (folder / f"examples/{name}_{number}.rs").write_text(program(block))
