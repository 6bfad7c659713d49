import CitizenBindings

// What a row on the screen is, wherever it stands: when another goes from above it, whoever touches or hears this one stays with it.

extension DossierCard: Identifiable { public var id: DossierCode { code } }
extension ReportCard: Identifiable {}
extension OutboxRow: Identifiable {}
extension PhotoRow: Identifiable { public var id: PhotoHash { sha256 } }
extension ProvinceChoice: Identifiable {}
extension CategoryView: Identifiable { public var id: CategoryCode { code } }
extension QuestionnaireView: Identifiable {}
extension ChoiceView: Identifiable { public var id: String { value } }
extension EmergencyRow: Identifiable { public var id: String { number } }
// A procedure and a unit may have the same code, and what was read from paper may have none: each is what it says.
extension SearchHit: Identifiable { public var id: Self { self } }
extension ScanView: Identifiable { public var id: Self { self } }
extension DossierAction: Identifiable { public var id: Self { self } }
extension ReportAction: Identifiable { public var id: Self { self } }
extension OutboxAction: Identifiable { public var id: Self { self } }
