namespace Kolot.Core.Organisation;

/// <summary>A line of a file of units, channels, stages or touchpoints.</summary>
/// <param name="Number">Its number in the file, from 1, the header counted.</param>
/// <param name="Draft">What it says.</param>
public sealed record NamedLine(int Number, NamedDraft Draft);

/// <summary>What a line of a file comes to.</summary>
public enum LineOutcome
{
    /// <summary>Nothing: it says what is there already.</summary>
    Same,

    /// <summary>It adds something.</summary>
    Added,

    /// <summary>It changes something.</summary>
    Changed,

    /// <summary>It cannot be taken in.</summary>
    Refused,
}

/// <summary>A line, and what it comes to.</summary>
/// <param name="Line">The line.</param>
/// <param name="Outcome">What it comes to.</param>
/// <param name="Faults">Why it was refused.</param>
/// <param name="Terms">What it says, once checked.</param>
/// <param name="Known">What it changes; null for something new.</param>
public sealed record LineDecision(NamedLine Line, LineOutcome Outcome, IReadOnlyList<Fault> Faults, NamedTerms? Terms, INamed? Known);

/// <summary>Decides a whole file of names, where a line may stand below another that comes later.</summary>
public static class NamedFile
{
    /// <summary>What each line comes to, in the file's order; ids of new ones are drawn from <paramref name="nextId"/>.</summary>
    /// <returns>The lines, and everything of the kind as it would be: copies, the rows themselves stay as they are.</returns>
    public static (IReadOnlyList<LineDecision> Lines, IReadOnlyDictionary<string, Guid> Ids) Decide(
        IReadOnlyList<NamedLine> lines, NamingGround ground, Func<Guid> nextId)
    {
        var state = new State(ground, nextId);
        var open = new List<NamedLine>();
        foreach (var line in lines)
        {
            if (state.IsRepeated(line)) state.Refuse(line, new("code", "repeated"));
            else open.Add(line);
        }

        while (open.Count > 0)
        {
            var codes = open.Select(line => KeyOf(line.Draft.Code)).ToHashSet();
            var waiting = open.Where(line => state.Waits(line, codes)).ToList();
            // Lines that wait for each other stand in a ring.
            if (waiting.Count == open.Count)
            {
                foreach (var line in waiting) state.Refuse(line, new("above", "loop"));
                break;
            }

            foreach (var line in open.Except(waiting)) state.Take(line);
            open = waiting;
        }

        return ([.. state.Decided.OrderBy(decision => decision.Line.Number)], state.Ids);
    }

    private static string KeyOf(string? code) => code?.Trim().ToLowerInvariant() ?? "";

    private sealed class State(NamingGround ground, Func<Guid> nextId)
    {
        private readonly Dictionary<string, INamed> known = ground.Named.ToDictionary(named => named.Code);
        private readonly Dictionary<string, INamed> now = ground.Named.ToDictionary(named => named.Code, named => Naming.New(ground.Kind, named.Id, NamedTerms.Of(named)));
        private readonly HashSet<string> met = [];
        private readonly HashSet<Guid> added = [];

        public List<LineDecision> Decided { get; } = [];

        public Dictionary<string, Guid> Ids { get; } = ground.Named.ToDictionary(named => named.Code, named => named.Id);

        public bool IsRepeated(NamedLine line) => KeyOf(line.Draft.Code) is { Length: > 0 } code && !met.Add(code);

        public bool Waits(NamedLine line, HashSet<string> open) => ground.Kind == NamedKind.Unit && open.Contains(KeyOf(line.Draft.Above)) && KeyOf(line.Draft.Above).Length > 0;

        public void Refuse(NamedLine line, Fault fault) => Decided.Add(new(line, LineOutcome.Refused, [fault], null, known.GetValueOrDefault(KeyOf(line.Draft.Code))));

        public void Take(NamedLine line)
        {
            var code = KeyOf(line.Draft.Code);
            var before = now.GetValueOrDefault(code);
            var above = ground.Kind == NamedKind.Unit ? Ids : ground.Above;
            var widened = ground with { Named = now.Values, Above = above, Member = WithNew(ground.Member) };
            var decided = Naming.Decide(line.Draft, before, widened);
            if (decided.Refusal is { } refusal)
            {
                Decided.Add(new(line, LineOutcome.Refused, FaultsOf(refusal), null, known.GetValueOrDefault(code)));
                return;
            }

            var outcome = before is null ? LineOutcome.Added : NamedTerms.Of(before) == decided.Value ? LineOutcome.Same : LineOutcome.Changed;
            if (before is null) added.Add(Ids[code] = nextId());
            if (before is null) now[code] = Naming.New(ground.Kind, Ids[code], decided.Value);
            else Naming.Become(before, decided.Value);
            Decided.Add(new(line, outcome, [], decided.Value, known.GetValueOrDefault(code)));
        }

        // What a member adds within reach is within reach for the lines that follow.
        private Member WithNew(Member member) => member.Units is null ? member
            : member with { Units = member.Units.Concat(added).ToHashSet() };

        private static IReadOnlyList<Fault> FaultsOf(Refusal refusal) =>
            refusal is Refusal.Invalid invalid ? invalid.Faults : [new("code", "unknown")];
    }
}
