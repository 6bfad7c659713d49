import CitizenBindings

// Each room's errors as problems. What a person can do about one is the core's to say (`Trouble.advice`); every variant is named, so that a
// new one does not compile until somebody has looked at it.

extension Problem {
    init(_ error: OpenError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .Locked(let trouble): self.init("Locked", trouble)
        case .Full(let trouble): self.init("Full", trouble)
        case .RolledBack(let trouble): self.init("RolledBack", trouble)
        case .UpdateNeeded(let trouble): self.init("UpdateNeeded", trouble)
        case .Refused(let trouble): self.init("Refused", trouble)
        case .Storage(let trouble): self.init("Storage", trouble)
        case .Later(let trouble): self.init("Later", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }

    init(_ error: ProvinceError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .Offline(let trouble): self.init("Offline", trouble)
        case .Untrusted(let trouble): self.init("Untrusted", trouble)
        case .Refused(let trouble): self.init("Refused", trouble)
        case .UpdateNeeded(let trouble): self.init("UpdateNeeded", trouble)
        case .Storage(let trouble): self.init("Storage", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }

    init(_ error: DossierError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .BadCode(let trouble): self.init("BadCode", trouble)
        case .UpdateNeeded(let trouble): self.init("UpdateNeeded", trouble)
        case .NotFound(let trouble): self.init("NotFound", trouble)
        case .Refused(let trouble): self.init("Refused", trouble)
        case .Untrusted(let trouble): self.init("Untrusted", trouble)
        case .Storage(let trouble): self.init("Storage", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }

    init(_ error: ScanError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .Unreadable(let trouble): self.init("Unreadable", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }

    init(_ error: ReportError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .AlreadyDecided(let trouble): self.init("AlreadyDecided", trouble)
        case .NotNow(let trouble): self.init("NotNow", trouble)
        case .NotFound(let trouble): self.init("NotFound", trouble)
        case .Refused(let trouble): self.init("Refused", trouble)
        case .Storage(let trouble): self.init("Storage", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }

    init(_ error: RatingError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .AlreadyRated(let trouble): self.init("AlreadyRated", trouble)
        case .NotRatable(let trouble): self.init("NotRatable", trouble)
        case .GivenUp(let trouble): self.init("GivenUp", trouble)
        case .UpdateNeeded(let trouble): self.init("UpdateNeeded", trouble)
        case .Offline(let trouble): self.init("Offline", trouble)
        case .SignIn(let trouble): self.init("SignIn", trouble)
        case .NotFound(let trouble): self.init("NotFound", trouble)
        case .BadAnswer(let trouble): self.init("BadAnswer", trouble)
        case .Untrusted(let trouble): self.init("Untrusted", trouble)
        case .Storage(let trouble): self.init("Storage", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }

    init(_ error: IdentityError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .OtherPerson(let trouble): self.init("OtherPerson", trouble)
        case .Offline(let trouble): self.init("Offline", trouble)
        case .Again(let trouble): self.init("Again", trouble)
        case .Untrusted(let trouble): self.init("Untrusted", trouble)
        case .Storage(let trouble): self.init("Storage", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }

    init(_ error: OutboxError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .NotFound(let trouble): self.init("NotFound", trouble)
        case .NotPossible(let trouble): self.init("NotPossible", trouble)
        case .Untrusted(let trouble): self.init("Untrusted", trouble)
        case .Storage(let trouble): self.init("Storage", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }

    init(_ error: ProfileError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", trouble)
        case .GivenUp(let trouble): self.init("GivenUp", trouble)
        case .File(let trouble): self.init("File", trouble)
        case .Storage(let trouble): self.init("Storage", trouble)
        case .Unexpected(let trouble): self.init("Unexpected", trouble)
        }
    }
}
