@_exported import AppleBase

public enum CLAuthorizationStatus: Int32, Sendable { case notDetermined, restricted, denied, authorizedAlways, authorizedWhenInUse }
public let kCLLocationAccuracyNearestTenMeters: Double = 10
public struct CLLocationCoordinate2D { public var latitude: Double, longitude: Double }
public final class CLLocation: NSObject, @unchecked Sendable {
    public var coordinate: CLLocationCoordinate2D { stubbed() }
    public var horizontalAccuracy: Double { stubbed() }
    public var timestamp: Date { stubbed() }
}
public struct CLError: Error {
    public enum Code: Int { case locationUnknown, denied }
    public var code: Code { stubbed() }
}
public final class CLLocationManager: NSObject {
    public weak var delegate: (any CLLocationManagerDelegate)?
    public var desiredAccuracy: Double = 0
    public var authorizationStatus: CLAuthorizationStatus { stubbed() }
    public func requestWhenInUseAuthorization() { stubbed() }
    public func requestLocation() { stubbed() }
}
public protocol CLLocationManagerDelegate: AnyObject {
    func locationManagerDidChangeAuthorization(_ manager: CLLocationManager)
    func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation])
    func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error)
}
