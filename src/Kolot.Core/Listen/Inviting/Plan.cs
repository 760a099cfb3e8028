namespace Kolot.Core.Listen.Inviting;

/// <summary>Somebody whose turn it is, with what is known of them for it.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Turn">Their turn.</param>
public sealed record Candidate(Guid Customer, Turn Turn)
{
    /// <summary>Where they can be reached, by way.</summary>
    public IReadOnlyDictionary<string, string> Addresses { get; init; } = new Dictionary<string, string>();

    /// <summary>The language they are known to read.</summary>
    public string? Language { get; init; }

    /// <summary>What else they were or will be asked.</summary>
    public IReadOnlyList<OtherInvitation> Others { get; init; } = [];

    /// <summary>Whether the rules of how often do not hold for them.</summary>
    public bool Exempt { get; init; }

    /// <summary>When they last answered this survey.</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>Why they are not to be written to at all; null where they may be.</summary>
    public SkipReason? Spared { get; init; }

    /// <summary>Addresses at which they are not to be written to, and why.</summary>
    public IReadOnlyDictionary<string, SkipReason> SparedAt { get; init; } = new Dictionary<string, SkipReason>();
}

/// <summary>What holds for everybody in a campaign at a moment.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Frequency">How often customers may be asked.</param>
/// <param name="Now">The moment.</param>
public sealed record PlanTerms(Campaign Campaign, Frequency Frequency, DateTime Now)
{
    /// <summary>The languages of the survey, the main one first.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["he"];

    /// <summary>From when to when the survey may be answered; null where it may not.</summary>
    public (DateTime? From, DateTime? Until)? Asked { get; init; } = (null, null);

    /// <summary>Whether the rules of how often do not hold for this campaign.</summary>
    public bool Exempt { get; init; }

    /// <summary>The first moment from some moment on at which something may be sent; null where none comes.</summary>
    public Func<DateTime, DateTime?> Opens { get; init; } = moment => moment;

    /// <summary>The campaign's ways, the preferred first.</summary>
    public IReadOnlyList<string> Ways { get; } = Campaign.Ways.Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether nobody is asked any more at a moment.</summary>
    public bool IsOver(DateTime at) => Asked?.Until <= at || Campaign.EndsAt <= at;
}

/// <summary>What is decided of somebody whose turn it is.</summary>
public abstract record Plan
{
    private Plan() { }

    /// <summary>They are invited.</summary>
    /// <param name="Way">By which way.</param>
    /// <param name="Address">Where.</param>
    /// <param name="Language">In which language.</param>
    /// <param name="At">When.</param>
    /// <param name="Displaces">The planned invitations that yield to it.</param>
    public sealed record Go(string Way, string Address, string Language, DateTime At, IReadOnlyList<Guid> Displaces) : Plan;

    /// <summary>They are spared.</summary>
    /// <param name="Why">Why.</param>
    /// <param name="At">When it would have been.</param>
    public sealed record Spare(SkipReason Why, DateTime At) : Plan
    {
        /// <summary>From when on they may be asked, and because of which invitation, where it is too soon.</summary>
        public TooSoon? Soon { get; init; }
    }

    /// <summary>Decides. One reason each: the first of these that holds.</summary>
    public static Plan Of(Candidate candidate, PlanTerms terms)
    {
        var at = candidate.Turn.At > terms.Now ? candidate.Turn.At : terms.Now;
        if (terms.Asked is not { } asked) return new Spare(SkipReason.Closed, at);
        if (!Sampling.Draws(candidate.Customer, terms.Campaign.Id, terms.Campaign.SamplePercent)) return new Spare(SkipReason.NotSampled, at);
        if (candidate.Spared is { } spared) return new Spare(spared, at);
        var reached = terms.Ways.Where(candidate.Addresses.ContainsKey).Select(way => (Way: way, Address: candidate.Addresses[way])).ToArray();
        if (reached.Length == 0) return new Spare(SkipReason.NoAddress, at);
        var open = reached.Where(one => !candidate.SparedAt.ContainsKey(one.Address)).ToArray();
        if (open.Length == 0) return new Spare(candidate.SparedAt[reached[0].Address], at);
        if (terms.Campaign.AnsweredDays is > 0 and var days && candidate.AnsweredAt > at.AddDays(-days)) return new Spare(SkipReason.AlreadyAnswered, at);
        if (terms.Opens(asked.From > at ? asked.From.Value : at) is not { } first || terms.IsOver(first)) return new Spare(SkipReason.Closed, at);
        var language = candidate.Language is { } own && terms.Languages.Contains(own) ? own : terms.Languages[0];
        return Among(candidate, terms, (open[0].Way, open[0].Address, language), first);
    }

    // Waits within patience; else has those yield that go after it; else spares.
    private static Plan Among(Candidate candidate, PlanTerms terms, (string Way, string Address, string Language) how, DateTime first)
    {
        Plan Go(DateTime at, IReadOnlyList<Guid> displaces) => new Go(how.Way, how.Address, how.Language, at, displaces);
        TooSoon? Check(DateTime at, IReadOnlyList<OtherInvitation> others) => terms.Frequency.Check(at, terms.Campaign.Purpose, how.Way, others);
        if (terms.Exempt || candidate.Exempt || Check(first, candidate.Others) is not { } soon) return Go(first, []);

        var patient = first.AddDays(terms.Campaign.PatienceDays);
        var next = terms.Opens(soon.Until);
        while (next is { } at && at <= patient && !terms.IsOver(at))
        {
            if (Check(at, candidate.Others) is not { } still) return Go(at, []);
            next = terms.Opens(still.Until);
        }

        return Yielding(candidate.Others, terms.Campaign.Priority, others => Check(first, others) is null) is { } yielding
            ? Go(first, yielding)
            : new Spare(SkipReason.TooSoon, first) { Soon = soon };
    }

    // As few as will do, those of the lowest priority and the latest first; null where all of them together would not do.
    private static Guid[]? Yielding(IReadOnlyList<OtherInvitation> others, Priority priority, Func<IReadOnlyList<OtherInvitation>, bool> isFree)
    {
        var yielding = others.Where(other => other.Yields < priority).OrderBy(other => other.Yields).ThenByDescending(other => other.At).ToList();
        if (yielding.Count == 0 || !isFree([.. others.Except(yielding)])) return null;
        for (var at = yielding.Count - 1; at >= 0; at--)
        {
            var without = yielding.Where((_, index) => index != at).ToArray();
            if (isFree([.. others.Except(without)])) yielding.RemoveAt(at);
        }

        return [.. yielding.Select(other => other.Id)];
    }
}
