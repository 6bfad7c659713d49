use crate::lock;
use citizen_domain::ports::{Connectivity, NetworkClass};
use std::sync::{Arc, Mutex};

/// A network that is what the test says. Clones show the same.
#[derive(Clone)]
pub struct FixedConnectivity(Arc<Mutex<(NetworkClass, bool, bool)>>);

impl FixedConnectivity {
    /// An unmetered, open network of this class.
    pub fn new(class: NetworkClass) -> Self {
        Self(Arc::new(Mutex::new((class, false, false))))
    }

    /// Changes the class.
    pub fn set_class(&self, class: NetworkClass) {
        lock(&self.0).0 = class;
    }

    /// Whether bytes cost money.
    pub fn set_metered(&self, metered: bool) {
        lock(&self.0).1 = metered;
    }

    /// Puts a captive portal in the way.
    pub fn set_captive(&self, captive: bool) {
        lock(&self.0).2 = captive;
    }
}

impl Connectivity for FixedConnectivity {
    fn class(&self) -> NetworkClass {
        lock(&self.0).0
    }

    fn metered(&self) -> bool {
        lock(&self.0).1
    }

    fn captive(&self) -> bool {
        lock(&self.0).2
    }
}
