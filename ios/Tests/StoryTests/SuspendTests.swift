#if os(Linux)
    import CitizenCore
    import CitizenPlatform
    import CitizenTestSupport
    import Foundation
    import Testing

    /// The phone puts the app away, over the real core: by the end of the system's assertion no lock is held, for whoever holds one is killed.
    @MainActor struct SuspendTests {
        /// Locks that this process holds on files below `folder`, as the kernel tells.
        nonisolated static func locks(below folder: URL) -> Int {
            let files = FileManager.default
            let open = (try? files.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
            return open.reduce(0) { count, number in
                guard let path = try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)"), path.hasPrefix(folder.path),
                    let told = try? String(contentsOfFile: "/proc/self/fdinfo/\(number)", encoding: .utf8)
                else { return count }
                return count + told.split(separator: "\n").filter { $0.hasPrefix("lock:") }.count
            }
        }

        private struct Watched: BackgroundTime {
            let log: Log
            let folder: URL

            func begin(_ name: String, expired: @escaping @MainActor () -> Void) -> Int? {
                log.add("begin")
                return 7
            }

            func end(_ token: Int) { log.add("end with \(SuspendTests.locks(below: folder)) locks") }
        }

        @Test(.enabled(if: StoryTests.world, "`cargo xtask ios` builds the world"), .timeLimit(.minutes(3)))
        func atTheEndOfTheAssertionTheVaultHoldsNoLock() async throws {
            let vault = try await WorldVault(try #require(try World.open()), "suspended")
            let log = Log()
            let keeper = BackgroundKeeper(
                life: vault.opened, time: Watched(log: log, folder: vault.folder), keep: { log.add("keep") },
                resumed: { log.add("resumed \($0 == nil)") })
            #expect(Self.locks(below: vault.folder) > 0)
            await keeper.leave().value
            #expect(log.all == ["begin", "keep", "end with 0 locks"])
            await #expect { _ = try await vault.opened.home() } throws: { ($0 as? Problem)?.advice == .unlock }
            await keeper.comeBack().value
            #expect(log.all.last == "resumed true" && Self.locks(below: vault.folder) > 0)
            _ = try await vault.opened.home()
            try await vault.opened.shutdown()
        }
    }
#endif
