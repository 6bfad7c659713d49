#if canImport(SwiftUI)
    import CitizenCore
    import SwiftUI

    /// A text: written for eyes, spoken for ears.
    struct Say: View {
        // Stacked Vietnamese marks need room between lines, and more of it the larger the letters are.
        @ScaledMetric(relativeTo: .body) private var gap: CGFloat = 4
        private let said: Said
        private let font: Font

        init(_ said: Said, _ font: Font = .body) {
            self.said = said
            self.font = font
        }

        /// What a person wrote, or a name: read as it stands.
        init(typed: String, _ font: Font = .body) { self.init(Said(display: typed, spoken: typed), font) }

        var body: some View {
            // Nothing is ever cut off.
            Text(verbatim: said.display).font(font)
                .lineSpacing(gap)
                .fixedSize(horizontal: false, vertical: true)
                .spoken(said)
        }
    }

    /// A heading that VoiceOver can jump to.
    struct Heading: View {
        let said: Said

        init(_ said: Said) { self.said = said }

        var body: some View { Say(said, .title3).accessibilityAddTraits(.isHeader) }
    }

    /// A state in words, with its mark: never colour alone.
    struct ToneLine: View {
        @Environment(\.palette) private var palette
        let said: Said
        let tone: Tone
        var font = Font.headline

        var body: some View {
            HStack(alignment: .firstTextBaseline, spacing: 8) {
                Image(systemName: mark(of: tone)).accessibilityHidden(true)
                Say(said, font)
            }
            .foregroundStyle(Color(palette[tone].ink))
        }
    }

    /// What is to be known, on a ground of its tone; it stays until it is dealt with.
    struct Notice: View {
        @Environment(\.palette) private var palette
        let said: Said
        var tone = Tone.neutral

        var body: some View {
            ToneLine(said: said, tone: tone, font: .body)
                .padding(12)
                .frame(maxWidth: .infinity, alignment: .leading)
                .background(Color(palette[tone].soft), in: RoundedRectangle(cornerRadius: 12))
        }
    }

    /// Each of a list, in order: by what it is, where it has a name, and only else by where it stands. What can be touched has one.
    struct Each<Item, Content: View>: View {
        struct Row {
            let id: AnyHashable
            let item: Item
        }

        let rows: [Row]
        @ViewBuilder let content: (Item) -> Content

        init(_ items: [Item], @ViewBuilder content: @escaping (Item) -> Content) {
            rows = items.enumerated().map { Row(id: $0.offset, item: $0.element) }
            self.content = content
        }

        init(_ items: [Item], @ViewBuilder content: @escaping (Item) -> Content) where Item: Identifiable {
            var times: [AnyHashable: Int] = [:]
            rows = items.map { item in
                let id = AnyHashable(item.id)
                times[id, default: 0] += 1
                // Two that are the same, as a code that is twice in a picture, are two rows all the same.
                let number = times[id] ?? 1
                return Row(id: number == 1 ? id : AnyHashable([id, AnyHashable(number)]), item: item)
            }
            self.content = content
        }

        var body: some View {
            ForEach(rows, id: \.id) { content($0.item) }
        }
    }

    /// A section with its heading, left out when there is nothing in it.
    struct Part<Item, Content: View>: View {
        let title: Said
        let each: Each<Item, Content>

        init(_ title: Said, _ items: [Item], @ViewBuilder content: @escaping (Item) -> Content) {
            self.title = title
            each = Each(items, content: content)
        }

        init(_ title: Said, _ items: [Item], @ViewBuilder content: @escaping (Item) -> Content) where Item: Identifiable {
            self.title = title
            each = Each(items, content: content)
        }

        var body: some View {
            if !each.rows.isEmpty {
                // Side by side with what is around it: in a column of their own all of them would be made at once.
                Heading(title)
                each
            }
        }
    }
#endif
