import CitizenBindings

// Each room's errors as problems. Every variant is named, so that a new one does not compile until somebody has said what a screen does.

extension Problem {
    init(_ error: OpenError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .Locked(let trouble): self.init("Locked", .unlock, trouble)
        case .Full(let trouble): self.init("Full", .freeSpace, trouble)
        case .RolledBack(let trouble): self.init("RolledBack", .acceptLoss, trouble)
        case .UpdateNeeded(let trouble): self.init("UpdateNeeded", .update, trouble)
        case .Refused(let trouble): self.init("Refused", .refused, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Later(let trouble): self.init("Later", .later, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }

    init(_ error: ProvinceError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .Offline(let trouble): self.init("Offline", .offline, trouble)
        case .Untrusted(let trouble): self.init("Untrusted", .untrusted, trouble)
        case .Refused(let trouble): self.init("Refused", .refused, trouble)
        case .UpdateNeeded(let trouble): self.init("UpdateNeeded", .update, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }

    init(_ error: DossierError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .BadCode(let trouble): self.init("BadCode", .refused, trouble)
        case .Offline(let trouble): self.init("Offline", .offline, trouble)
        case .NotFound(let trouble): self.init("NotFound", .notFound, trouble)
        case .SignIn(let trouble): self.init("SignIn", .signIn, trouble)
        case .Refused(let trouble): self.init("Refused", .refused, trouble)
        case .Untrusted(let trouble): self.init("Untrusted", .untrusted, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }

    init(_ error: ScanError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .Unreadable(let trouble): self.init("Unreadable", .refused, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }

    init(_ error: ReportError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .AlreadyDecided(let trouble): self.init("AlreadyDecided", .refused, trouble)
        case .NotNow(let trouble): self.init("NotNow", .refused, trouble)
        case .NotFound(let trouble): self.init("NotFound", .notFound, trouble)
        case .Refused(let trouble): self.init("Refused", .refused, trouble)
        case .SignIn(let trouble): self.init("SignIn", .signIn, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Later(let trouble): self.init("Later", .later, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }

    init(_ error: RatingError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .AlreadyRated(let trouble): self.init("AlreadyRated", .refused, trouble)
        case .NotRatable(let trouble): self.init("NotRatable", .refused, trouble)
        case .Offline(let trouble): self.init("Offline", .offline, trouble)
        case .SignIn(let trouble): self.init("SignIn", .signIn, trouble)
        case .NotFound(let trouble): self.init("NotFound", .notFound, trouble)
        case .BadAnswer(let trouble): self.init("BadAnswer", .refused, trouble)
        case .Untrusted(let trouble): self.init("Untrusted", .untrusted, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }

    init(_ error: IdentityError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .OtherPerson(let trouble): self.init("OtherPerson", .refused, trouble)
        case .Offline(let trouble): self.init("Offline", .offline, trouble)
        case .Again(let trouble): self.init("Again", .signIn, trouble)
        case .Untrusted(let trouble): self.init("Untrusted", .untrusted, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }

    init(_ error: OutboxError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .NotFound(let trouble): self.init("NotFound", .notFound, trouble)
        case .NotPossible(let trouble): self.init("NotPossible", .refused, trouble)
        case .Untrusted(let trouble): self.init("Untrusted", .untrusted, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Later(let trouble): self.init("Later", .later, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }

    init(_ error: ProfileError) {
        switch error {
        case .Closed(let trouble): self.init("Closed", .closed, trouble)
        case .File(let trouble): self.init("File", .refused, trouble)
        case .Storage(let trouble): self.init("Storage", .storage, trouble)
        case .Later(let trouble): self.init("Later", .later, trouble)
        case .Unexpected(let trouble): self.init("Unexpected", .bug, trouble)
        }
    }
}
