/// What kind of network there is; decides chunk sizes and byte budgets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NetworkClass {
    /// None at all.
    None,
    /// 2G or worse.
    Slow,
    /// 3G and 4G.
    Mobile,
    /// Wi-Fi, cable or loopback.
    Fast,
}

/// What the device knows of its network. A hint: only a reply by the province proves anything.
pub trait Connectivity: Send + Sync {
    /// The class of the network in use.
    fn class(&self) -> NetworkClass;

    /// Whether bytes cost the person money.
    fn metered(&self) -> bool;

    /// Whether a captive portal stands in the way.
    fn captive(&self) -> bool;
}
