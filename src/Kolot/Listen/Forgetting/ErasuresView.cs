using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Forgetting;

/// <summary>What proves an erasure: when, by whom, how much, and nothing of whom.</summary>
public sealed record Certificate(string Organisation, Guid Erasure, DateTime ErasedAt, string By, DateTime? CompletedAt, bool ScoresKept, ErasureCounts Counts, int Tombstones)
{
    /// <summary>Of an erasure.</summary>
    public static Certificate Of(ErasuresView.Told told) => new(
        told.Erasure.Organisation, told.Erasure.Id, told.Erasure.At, told.Erasure.ByName, told.Erasure.EndedAt, told.Erasure.KeepsScores, told.Counts, told.Tombstones);
}

/// <summary>Shows who was erased when, without who.</summary>
public sealed class ErasuresView(Databases databases)
{
    private const int Most = 500;

    /// <summary>An erasure with its numbers.</summary>
    public sealed record Told(Erasure Erasure, ErasureCounts Counts, int Tombstones);

    /// <summary>The page of them.</summary>
    public async Task<IResult> Page(Member reader, string? typed, Refusal? refusal, CancellationToken cancel) => new RazorComponentResult<ErasuresPage>(
        new { Erasures = await All(reader.Organisation, cancel), Typed = typed, Refusal = refusal })
    {
        StatusCode = Problems.StatusOf(refusal),
    };

    /// <summary>One of them; null where there is none.</summary>
    public async Task<Told?> Find(string organisation, Guid id, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await directory.Erasures.AsNoTracking().SingleOrDefaultAsync(row => row.Organisation == organisation && row.Id == id, cancel) is { } erasure
            ? Read(erasure, await directory.Tombstones.CountAsync(stone => stone.Organisation == organisation && stone.ErasureId == id, cancel))
            : null;
    }

    private async Task<IReadOnlyList<Told>> All(string organisation, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var stones = await directory.Tombstones.Where(stone => stone.Organisation == organisation).GroupBy(stone => stone.ErasureId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var erasures = await directory.Erasures.AsNoTracking().Where(row => row.Organisation == organisation).OrderByDescending(row => row.At).Take(Most).ToArrayAsync(cancel);
        return [.. erasures.Select(erasure => Read(erasure, stones.GetValueOrDefault(erasure.Id)))];
    }

    private static Told Read(Erasure erasure, int tombstones) => new(erasure, JsonSerializer.Deserialize<ErasureCounts>(erasure.Counts) ?? new(), tombstones);
}
