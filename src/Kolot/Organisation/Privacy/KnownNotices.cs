using System.Collections.Concurrent;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Privacy;

/// <summary>The versions of the privacy notice that an organisation ever published.</summary>
/// <param name="All">The versions.</param>
public sealed record PublishedNotices(IReadOnlyList<NoticeVersion> All)
{
    /// <summary>By what they are named.</summary>
    public IReadOnlySet<string> Codes { get; } = All.Select(version => version.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads them.</summary>
    public static async Task<IReadOnlyList<NoticeVersion>> Read(OrganisationStore store, CancellationToken cancel) =>
        [
            .. (await store.PrivacyNotices.Where(notice => notice.PublishedAt != null).Select(notice => new { notice.Language, notice.Number, notice.PublishedAt }).ToArrayAsync(cancel))
                .Select(notice => new NoticeVersion(notice.Language, notice.Number, notice.PublishedAt ?? default)),
        ];
}

/// <summary>Knows which versions of the privacy notice there are, remembered for two seconds: each page on which somebody says something shows one.</summary>
public sealed class KnownNotices(Stores stores, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (long At, PublishedNotices Notices)> known = new();

    /// <summary>An organisation's.</summary>
    public async ValueTask<PublishedNotices> Of(string organisation, CancellationToken cancel)
    {
        var last = known.GetValueOrDefault(organisation);
        if (last.Notices is not null && clock.GetElapsedTime(last.At) < Fresh) return last.Notices;
        var now = clock.GetTimestamp();
        await using var store = await stores.Open(organisation, cancel);
        var read = await PublishedNotices.Read(store, cancel);
        // They never change, there are only more of them: who compares finds the same ones.
        var notices = last.Notices is { } before && before.All.SequenceEqual(read) ? before : new(read);
        known[organisation] = (now, notices);
        return notices;
    }

    /// <summary>The version that stands beside a form that is read in a language now; null where none was ever published.</summary>
    /// <param name="organisation">Whose.</param>
    /// <param name="language">In which language the form is read.</param>
    /// <param name="before">The version that the form was opened with, if it was.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<NoticeVersion?> Shown(string organisation, string language, string? before, CancellationToken cancel) =>
        NoticeVersion.Shown((await Of(organisation, cancel)).All, language, clock.GetUtcNow().UtcDateTime, before);

    /// <summary>A version as its code names it, where there is one: published on another node a moment ago, it is known here too.</summary>
    /// <returns>Null where there is none: an organisation that was brought back to an earlier day may have forgotten it.</returns>
    public async ValueTask<string?> Named(string organisation, string? code, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code)) return null;
        if ((await Of(organisation, cancel)).Codes.Contains(code)) return code;
        Forget(organisation);
        return (await Of(organisation, cancel)).Codes.Contains(code) ? code : null;
    }

    /// <summary>Reads them anew at the next asking: one was published here.</summary>
    public void Forget(string organisation) => known.TryRemove(organisation, out _);
}
