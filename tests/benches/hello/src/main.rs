//! Prints the names of the dynamic routes of a gateway.

use cloudflare_dynamic_routing::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let routing = Client::from_env()?.dynamic_routing("account id", "gateway id");
    for route in routing.list().send().await?.data.routes {
        println!("Hello, {}!", route.name);
    }
    Ok(())
}
