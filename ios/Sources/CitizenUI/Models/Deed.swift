/// What the person waits for here, where it takes long enough to be told: the network, or a photo that is worked on.
public enum Deed: String, CaseIterable, Sendable {
    case joining, following, addingPhoto, rating, signingIn, signingOut, exporting, checking
}
