using System.Collections.Concurrent;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Answering;

/// <summary>A survey as it is asked now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Code">Its code.</param>
/// <param name="Number">The version that is asked.</param>
/// <param name="Channel">The code of the channel by which its voices come.</param>
/// <param name="Touchpoint">The touchpoint's code, if it asks about one.</param>
/// <param name="Unit">The unit's, if it asks about one.</param>
public sealed record AskedSurvey(Guid Id, string Code, int Number, string Channel, string? Touchpoint, string? Unit)
{
    /// <summary>How long whoever is in the middle of answering when it closes still has.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <summary>From when on it may be answered.</summary>
    public DateTime? OpensAt { get; init; }

    /// <summary>From when on it may not.</summary>
    public DateTime? Closes { get; init; }

    /// <summary>Whether it may be begun.</summary>
    public bool IsOpen(DateTime now) => Number > 0 && !(now < OpensAt) && !(now >= Closes);

    /// <summary>Whether a survey as it is kept may be begun.</summary>
    public static bool IsOpen(SurveyRow row, DateTime now) =>
        new AskedSurvey(row.Id, row.Code, row.Asked, "", null, null) { OpensAt = row.OpensAt, Closes = Earlier(row.ClosedAt, row.ClosesAt) }.IsOpen(now);

    /// <summary>From when on it may not be answered: closed by hand, or by the time that was set.</summary>
    internal static DateTime? Earlier(DateTime? closedAt, DateTime? closesAt) => closedAt < closesAt || closesAt is null ? closedAt : closesAt;

    /// <summary>Whether it may be gone on with by whoever opened it then.</summary>
    public bool MayGoOn(DateTime openedAt, DateTime now) => IsOpen(now) || (Closes is { } closed && openedAt < closed && now < closed + Grace);
}

/// <summary>The surveys that are asked, remembered for two seconds; what was published, for good.</summary>
public sealed class AskedSurveys(Stores stores, TimeProvider clock)
{
    private const int MostVersions = 2_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<(string Organisation, string Code), (long At, AskedSurvey? Survey)> asked = new();
    private readonly ConcurrentDictionary<(string Organisation, Guid Survey, int Number), Survey> versions = new();

    /// <summary>The survey of a code; null where none was published under it.</summary>
    public async ValueTask<AskedSurvey?> Of(string organisation, string code, CancellationToken cancel)
    {
        if (asked.TryGetValue((organisation, code), out var last) && clock.GetElapsedTime(last.At) < Fresh) return last.Survey;
        var now = clock.GetTimestamp();
        await using var store = await stores.Open(organisation, cancel);
        var found = await Read(store, code, cancel) ?? (code == FeedbackSurvey.Code ? new AskedSurvey(FeedbackSurvey.Id, code, 1, await ChannelOf(store, cancel), null, null) : null);
        // Whoever tries codes must not fill the memory.
        if (found is not null) asked[(organisation, code)] = (now, found);
        else asked.TryRemove((organisation, code), out _);
        return found;
    }

    /// <summary>What is asked in a version, on as many screens as it is asked on; null where it was never published.</summary>
    public async ValueTask<Survey?> Version(string organisation, Guid survey, int number, CancellationToken cancel)
    {
        if (versions.TryGetValue((organisation, survey, number), out var known)) return known;
        if (survey == FeedbackSurvey.Id) return FeedbackSurvey.Survey;
        await using var store = await stores.Open(organisation, cancel);
        var content = await store.SurveyVersions.Where(version => version.SurveyId == survey && version.Number == number).Select(version => version.Content).SingleOrDefaultAsync(cancel);
        if (content is null || SurveyJson.Read(content) is not { } written) return null;
        if (versions.Count >= MostVersions) versions.Clear();
        return versions[(organisation, survey, number)] = OneScreen.Arranged(written);
    }

    /// <summary>Reads a survey anew at the next asking: it was published, opened or closed here.</summary>
    public void Forget(string organisation, string code) => asked.TryRemove((organisation, code), out _);

    // By forms, unless the organisation has no such channel.
    private static async Task<string> ChannelOf(OrganisationStore store, CancellationToken cancel) =>
        await store.Channels.Where(channel => !channel.Retired).OrderBy(channel => channel.Code == "form" ? 0 : channel.Code == "survey" ? 1 : 2).ThenBy(channel => channel.Position).Select(channel => channel.Code).FirstAsync(cancel);

    private static async Task<AskedSurvey?> Read(OrganisationStore store, string code, CancellationToken cancel)
    {
        var found = await (
            from survey in store.Surveys.AsNoTracking()
            where survey.Code == code && survey.Asked > 0
            from channel in store.Channels.Where(channel => channel.Id == survey.ChannelId).DefaultIfEmpty()
            from touchpoint in store.Touchpoints.Where(touchpoint => touchpoint.Id == survey.TouchpointId).DefaultIfEmpty()
            from unit in store.Units.Where(unit => unit.Id == survey.UnitId).DefaultIfEmpty()
            select new
            {
                survey.Id, survey.Asked, survey.OpensAt, survey.ClosesAt, survey.ClosedAt, Channel = channel == null ? null : channel.Code, Touchpoint = touchpoint == null ? null : touchpoint.Code,
                Unit = unit == null ? null : unit.Code,
            }).SingleOrDefaultAsync(cancel);
        return found is null ? null : new(found.Id, code, found.Asked, found.Channel ?? "survey", found.Touchpoint, found.Unit)
        {
            OpensAt = found.OpensAt, Closes = AskedSurvey.Earlier(found.ClosedAt, found.ClosesAt),
        };
    }
}
