import CitizenCore
import Foundation

extension PlaceRequest {
    /// Of a measurement. A negative accuracy is how the system says that the coordinates mean nothing; an age below zero is a clock that was
    /// moved, and counts as none.
    public init?(latitude: Double, longitude: Double, accuracy: Double, measured: Date, now: Date) {
        guard accuracy >= 0, (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        let age = max(0, now.timeIntervalSince(measured)) * 1000
        self.init(lat: latitude, lon: longitude, accuracyM: accuracy, source: .gps, ageMs: UInt64(min(age, 1e15)))
    }
}

#if canImport(CoreLocation) && !os(macOS)
    import CoreLocation

    /// Measures once when asked, and never otherwise.
    @MainActor public final class Place: NSObject, PlaceSource, CLLocationManagerDelegate {
        private let manager = CLLocationManager()
        private var waiting: [CheckedContinuation<Fix, Never>] = []

        public override init() {
            super.init()
            manager.delegate = self
            manager.desiredAccuracy = kCLLocationAccuracyNearestTenMeters
        }

        public func fix() async -> Fix {
            await withCheckedContinuation { continuation in
                waiting.append(continuation)
                if waiting.count == 1 { measure() }
            }
        }

        private func measure() {
            switch manager.authorizationStatus {
            case .notDetermined: manager.requestWhenInUseAuthorization()
            case .denied, .restricted: done(.refused)
            default: manager.requestLocation()
            }
        }

        private func done(_ fix: Fix) {
            let all = waiting
            waiting = []
            for one in all { one.resume(returning: fix) }
        }

        public nonisolated func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
            let status = manager.authorizationStatus
            Task { @MainActor in
                if !waiting.isEmpty && status != .notDetermined { measure() }
            }
        }

        public nonisolated func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]) {
            let place = locations.last.flatMap {
                PlaceRequest(
                    latitude: $0.coordinate.latitude, longitude: $0.coordinate.longitude, accuracy: $0.horizontalAccuracy,
                    measured: $0.timestamp, now: Date())
            }
            Task { @MainActor in done(place.map(Fix.here) ?? .unknown) }
        }

        public nonisolated func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error) {
            let refused = (error as? CLError)?.code == .denied
            Task { @MainActor in done(refused ? .refused : .unknown) }
        }
    }
#endif
