namespace Kolot.Core.Respond.Cases;

/// <summary>What rules would have come to: how many cases, of which kinds, and how many voices would have joined one that was open.</summary>
/// <param name="Voices">How many voices were looked at.</param>
/// <param name="Kinds">How many cases of each kind.</param>
/// <param name="Joined">How many voices would have joined.</param>
public sealed record CaseTrial(int Voices, IReadOnlyDictionary<CaseKind, int> Kinds, int Joined)
{
    /// <summary>How many cases.</summary>
    public int Opened => Kinds.Values.Sum();

    /// <summary>Tries rules on voices in the order in which they were said.</summary>
    public static CaseTrial Of(IReadOnlyList<CaseRule> rules, IEnumerable<RuledVoice> voices)
    {
        var (looked, joined, kinds) = (0, 0, new Dictionary<CaseKind, int>());
        var open = new Dictionary<Guid, List<CaseOfCustomer>>();
        foreach (var said in voices)
        {
            looked++;
            var theirs = said.Voice.CustomerId is not { } customer ? [] : open.TryGetValue(customer, out var known) ? known : open[customer] = [];
            if (CaseOpening.Joins(said.Voice, theirs) is { } id)
            {
                joined++;
                theirs[theirs.FindIndex(one => one.Id == id)] = new(id, said.Voice.TouchpointId, said.Voice.HeardAt);
            }
            else if (CaseRule.FirstOf(rules, said) is { } rule)
            {
                var kind = CaseOpening.Of(said, rule).Kind;
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                theirs.Add(new(said.Voice.Id, said.Voice.TouchpointId, said.Voice.HeardAt));
            }
        }

        return new(looked, kinds, joined);
    }
}
