import CitizenCore

/// Rows in one page of the core; it gives no more at once.
private let rowsInPage = 100

extension OutboxRoom {
    /// The first `pages` pages together, and whether there is more after them.
    func rows(pages: Int, onlyWaiting: Bool) async throws -> (page: OutboxPage, more: Bool) {
        var page = try await page(after: nil, limit: UInt32(rowsInPage), onlyWaiting: onlyWaiting)
        var full = page.rows.count == rowsInPage
        for _ in 1..<max(pages, 1) where full {
            let next = try await self.page(after: page.rows.last?.id, limit: UInt32(rowsInPage), onlyWaiting: onlyWaiting)
            full = next.rows.count == rowsInPage
            page = OutboxPage(rows: page.rows + next.rows, waiting: next.waiting)
        }
        return (page, full)
    }
}
