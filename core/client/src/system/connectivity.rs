use citizen_domain::ports::{Connectivity, NetworkClass};

/// For machines that cannot tell: a network is assumed, and only a reply by the province proves it.
#[derive(Debug, Default)]
pub struct AssumedConnectivity;

impl Connectivity for AssumedConnectivity {
    fn class(&self) -> NetworkClass {
        NetworkClass::Fast
    }

    fn metered(&self) -> bool {
        false
    }

    fn captive(&self) -> bool {
        false
    }
}
