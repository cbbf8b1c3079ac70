//! Which addresses may be asked. In: a host and what its name resolves to. Out: public addresses alone, unless the
//! host is allowed to be in a private network. Every connection comes through here, so that neither a redirect
//! nor a name that resolves to the inside of a network leads there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Resolves names to public addresses.
#[derive(Debug, Default)]
pub(super) struct PublicResolver {
    names: DefaultResolver,
    /// Hosts that may be in a private network, in lower case.
    allowed: Vec<String>,
}

impl PublicResolver {
    pub(super) fn new(allowed: Vec<String>) -> Self {
        Self { names: DefaultResolver::default(), allowed }
    }
}

impl Resolver for PublicResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_lowercase();
        if self.allowed.contains(&host) {
            return Ok(found);
        }
        let mut public = self.empty();
        found.iter().filter(|address| is_public(address)).for_each(|address| public.push(*address));
        if public.is_empty() {
            let refused = std::io::Error::new(std::io::ErrorKind::PermissionDenied, REFUSED);
            return Err(Error::Io(refused));
        }
        Ok(public)
    }
}

/// What is said of an address that is not asked.
pub(super) const REFUSED: &str =
    "the host is in a private network; add it to allow_private if it is meant to be asked";

fn is_public(address: &SocketAddr) -> bool {
    match address.ip() {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

/// By the registry of special-purpose addresses (RFC 6890).
fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_special =
        a == 0 || a >= 240 || (a == 192 && b == 0 && c == 0) || (a == 198 && (18..20).contains(&b));
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation()
        || ip.is_broadcast()
        || is_shared
        || is_special)
}

/// By the same registry; addresses that carry one of version 4 are judged by it.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    let inner = match segments {
        [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..] => Some((segments[6], segments[7])),
        [0x2002, high, low, ..] => Some((high, low)),
        _ => None,
    };
    if let Some((high, low)) = inner {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    let is_documentation = segments[0] == 0x2001 && segments[1] == 0xdb8;
    // Everything else that is not in use by the public lies outside 2000::/3.
    (0x2000..0x4000).contains(&segments[0])
        && !is_documentation
        && !(segments[0] == 0x2001 && segments[1] < 0x200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_form() {
        for private in [
            "127.0.0.1:80",
            "10.1.2.3:80",
            "172.16.0.1:80",
            "192.168.1.1:80",
            "169.254.169.254:80",
            "0.0.0.0:80",
            "100.64.0.1:80",
            "198.18.0.1:80",
            "224.0.0.1:80",
            "255.255.255.255:80",
            "[::1]:80",
            "[::]:80",
            "[fe80::1]:80",
            "[fc00::1]:80",
            "[::ffff:127.0.0.1]:80",
            "[64:ff9b::a00:1]:80",
            "[2002:7f00:1::]:80",
            "[2001:db8::1]:80",
            "[ff02::1]:80",
        ] {
            assert!(private.parse().is_ok_and(|address| !is_public(&address)), "{private}");
        }
        for public in ["93.184.216.34:80", "[2606:2800:220:1::1]:443", "[::ffff:93.184.216.34]:80"] {
            assert!(public.parse().is_ok_and(|address| is_public(&address)), "{public}");
        }
    }
}
