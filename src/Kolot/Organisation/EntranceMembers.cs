using System.Collections.Concurrent;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation;

/// <summary>How an organisation introduces itself: what every page of it shows.</summary>
/// <param name="Name">Its name in its own language.</param>
/// <param name="NameEn">Its name in English, if it has one.</param>
/// <param name="Language">The language it speaks first.</param>
/// <param name="TimeZone">Its time zone.</param>
/// <param name="DemandsSecondStep">Whether it opens only to whoever came in by two steps.</param>
public sealed record Face(string Name, string? NameEn, string Language, TimeZoneInfo TimeZone, bool DemandsSecondStep)
{
    /// <summary>In which currency it counts sums.</summary>
    public string Currency { get; init; } = Currencies.Shekels;

    /// <summary>What its customers are told of outages, now or soon.</summary>
    public IReadOnlyList<OutageNotice> Outages { get; init; } = [];
}

/// <summary>Knows who is a member where, and remembers it for some seconds.</summary>
public sealed class EntranceMembers(Databases databases, TimeProvider clock)
{
    // What changed on another node is known here after this, however the clock is set meanwhile.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(3);
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<(string Organisation, Guid Account), Kept<Member>> members = new();
    private readonly ConcurrentDictionary<string, Kept<Face>> faces = new();

    /// <summary>The member that an account is in an organisation that exists; null if none, or no longer.</summary>
    public async ValueTask<Member?> Find(string organisation, Guid account, CancellationToken cancel)
    {
        if (members.TryGetValue((organisation, account), out var kept) && clock.GetElapsedTime(kept.At) < Remembered) return kept.Value;
        var now = clock.GetTimestamp();
        var member = await Load(organisation, account, cancel);
        if (members.Count > Most) members.Clear();
        members[(organisation, account)] = new(member, now);
        return member;
    }

    /// <summary>How an organisation that exists introduces itself.</summary>
    public async ValueTask<Face> FaceOf(string organisation, CancellationToken cancel)
    {
        if (faces.TryGetValue(organisation, out var kept) && clock.GetElapsedTime(kept.At) < Remembered && kept.Value is { } known) return known;
        var now = clock.GetTimestamp();
        var face = await LoadFace(organisation, cancel);
        faces[organisation] = new(face, now);
        return face;
    }

    /// <summary>What customers are told of outages at this moment.</summary>
    public IReadOnlyList<OutageNotice> OutagesNow(Face face)
    {
        if (face.Outages.Count == 0) return face.Outages;
        var now = clock.GetUtcNow().UtcDateTime;
        return [.. face.Outages.Where(outage => outage.BeginsAt <= now && (outage.EndsAt is not { } ends || ends > now))];
    }

    /// <summary>Forgets what this node remembers of an organisation, after its members, units or profile changed.</summary>
    public void Forget(string organisation)
    {
        faces.TryRemove(organisation, out _);
        foreach (var key in members.Keys)
            if (key.Organisation == organisation) members.TryRemove(key, out _);
    }

    private async Task<Member?> Load(string organisation, Guid account, CancellationToken cancel)
    {
        await using var store = databases.OpenOrganisation(organisation);
        var row = await store.Members.AsNoTracking().SingleOrDefaultAsync(member => member.Id == account && member.LeftAt == null, cancel);
        if (row is null) return null;
        Unit[] units = row.Reach == Reach.Subtree ? await store.Units.AsNoTracking().ToArrayAsync(cancel) : [];
        return new(organisation, account, row.Name, Rights.For(row.Role), row.Reach, Member.UnitsOf(row.Reach, row.UnitId, units)) { SignedOutAt = row.SignedOutAt };
    }

    private async Task<Face> LoadFace(string organisation, CancellationToken cancel)
    {
        await using var store = databases.OpenOrganisation(organisation);
        var profile = await store.Profiles.AsNoTracking().SingleOrDefaultAsync(cancel);
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(profile?.TimeZone ?? "Asia/Jerusalem", out var found) ? found : TimeZoneInfo.Utc;
        var now = clock.GetUtcNow().UtcDateTime;
        return new(profile?.Name ?? organisation, profile?.NameEn, profile?.Language ?? "he", zone, profile?.DemandsSecondStep == true)
        {
            Currency = profile?.Currency ?? Currencies.Shekels,
            Outages = await store.OutageNotices.AsNoTracking().Where(outage => outage.EndsAt == null || outage.EndsAt > now).OrderBy(outage => outage.Id).ToListAsync(cancel),
        };
    }

    private sealed record Kept<T>(T? Value, long At);
}
