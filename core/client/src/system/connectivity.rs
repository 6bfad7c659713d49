use citizen_domain::ports::{Connectivity, NetworkClass};

/// For machines that cannot tell: a network is assumed, or named by the person, and only a reply by the province proves it.
#[derive(Debug)]
pub struct AssumedConnectivity(NetworkClass);

impl AssumedConnectivity {
    /// What the person says that it is: a computer on a phone's line cannot know.
    pub const fn new(class: NetworkClass) -> Self {
        Self(class)
    }
}

impl Default for AssumedConnectivity {
    fn default() -> Self {
        Self(NetworkClass::Fast)
    }
}

impl Connectivity for AssumedConnectivity {
    fn class(&self) -> NetworkClass {
        self.0
    }

    fn metered(&self) -> bool {
        false
    }

    fn captive(&self) -> bool {
        false
    }
}
