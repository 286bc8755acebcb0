//! Where the examples run: Cloudflare's service where the environment says so, and else the tests' own server.

use acceptance::service;
use cloudflare_dynamic_routing::{Client, Error};

/// A client, and the account and gateway whose routes the example works on.
///
/// With `CLOUDFLARE_ACCOUNT_ID` and `CLOUDFLARE_GATEWAY_ID` set, they are those, and the client is made from the
/// environment. Otherwise a server is started in this process, and nothing leaves this machine.
pub async fn connect() -> Result<(Client, String, String), Error> {
    if let (Ok(account), Ok(gateway)) =
        (std::env::var("CLOUDFLARE_ACCOUNT_ID"), std::env::var("CLOUDFLARE_GATEWAY_ID"))
    {
        return Ok((Client::from_env()?, account, gateway));
    }
    println!("CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_GATEWAY_ID are not set: using a server in this process");
    let client = Client::builder().api_token(service::TOKEN).base_url(service::start().await).build()?;
    Ok((client, "account".to_owned(), "gateway".to_owned()))
}
