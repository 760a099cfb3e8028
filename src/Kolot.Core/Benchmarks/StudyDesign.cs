using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Benchmarks;

/// <summary>Whose names a published study tells.</summary>
public enum NamesShown
{
    /// <summary>Everybody's.</summary>
    All = 0,

    /// <summary>The organisation's own; the others are letters.</summary>
    Ours = 1,

    /// <summary>Nobody's.</summary>
    None = 2,
}

/// <summary>That a study was published while appeals were open: what its page says of it.</summary>
/// <param name="Appeals">How many: not decided, or upheld and not carried out.</param>
/// <param name="Why">Why it was not waited for, as whoever published says.</param>
public sealed record PublishedOver(int Appeals, Wording Why);

/// <summary>How a study is made, as it was decided before anybody was approached.</summary>
/// <param name="Question">What it is to find out.</param>
/// <param name="Rule">By what probes fall into outcomes.</param>
/// <param name="Channels">By which ways companies are approached.</param>
public sealed record StudyDesign(Wording Question, OutcomeRule Rule, IReadOnlyList<ProbeChannel> Channels)
{
    /// <summary>How many probes each company gets in a wave.</summary>
    public int ProbesEach { get; init; } = 3;

    /// <summary>Over how many days a wave is spread.</summary>
    public int Days { get; init; } = 14;

    /// <summary>Whether probes are sent within the organisation's service hours alone.</summary>
    public bool InServiceHours { get; init; } = true;

    /// <summary>Of how many of the answers a second person grades too, without seeing the first: 0 to 1.</summary>
    public double RatedTwice { get; init; } = 0.2;

    /// <summary>What the study may cost, and what a probe costs; null where nobody reckons with it.</summary>
    public decimal? Budget { get; init; }

    /// <summary>What one probe costs.</summary>
    public decimal? CostEach { get; init; }

    /// <summary>What is not done to companies: no cost, no harm, no false orders.</summary>
    public Wording Ethics { get; init; } = Wording.None;

    /// <summary>What is disclosed to companies, and when.</summary>
    public Wording Disclosure { get; init; } = Wording.None;

    /// <summary>From where the data are, of a study that was made by others.</summary>
    public Wording Source { get; init; } = Wording.None;

    /// <summary>What a reader must know before anything else: what was coded together, what is missing.</summary>
    public IReadOnlyList<Wording> Caveats { get; init; } = [];

    /// <summary>Whether speed and quality were coded as one class, so that they go together by construction.</summary>
    public bool CodedTogether { get; init; }

    /// <summary>Whether only what was answered is in the data, so that no share of answered ones can be said.</summary>
    public bool AnsweredOnly { get; init; }

    /// <summary>Whether times are whole days of the calendar, for the data tell no hours: nothing under a day is known, and none is the same day.</summary>
    public bool InDays { get; init; }

    /// <summary>Whose names are told when it is published.</summary>
    public NamesShown Names { get; init; } = NamesShown.Ours;

    /// <summary>What companies still objected to when it was published, and why it was published nonetheless; null where nothing was open.</summary>
    public PublishedOver? PublishedOver { get; init; }

    /// <summary>For how many days companies may appeal once it is told to them.</summary>
    public int AppealDays { get; init; } = 14;

    /// <summary>For how many days evidence is kept after a wave ends.</summary>
    public int EvidenceDays { get; init; } = 365;

    /// <summary>The mailbox into which answers by mail come: <c>study@example.org</c>, or <c>@study.example.org</c> which takes in whatever comes; null where shoppers use their own. See <see cref="ProbeMail.AddressOf"/>.</summary>
    public string? Mailbox { get; init; }
}
