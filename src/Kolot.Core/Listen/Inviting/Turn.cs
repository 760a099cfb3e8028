using System.Globalization;

namespace Kolot.Core.Listen.Inviting;

/// <summary>On what occasion a customer is to be invited, and when at the earliest.</summary>
/// <param name="Occasion">By what it is told from the others of this customer in this campaign.</param>
/// <param name="At">When.</param>
public readonly record struct Turn(string Occasion, DateTime At)
{
    private const string OnlyOnce = "once";

    /// <summary>The one turn of a customer of a campaign that is for all or for a list.</summary>
    public static Turn Once(Campaign campaign) => new(OnlyOnce, Started(campaign));

    /// <summary>The next turn of a customer of a campaign with a rhythm; null where it does not come within the days that are planned ahead.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="last">When their last turn was, sent or spared; null where none is known.</param>
    /// <param name="span">Up to which moment is planned, and since when it was not: what lay between is caught up with.</param>
    /// <remarks>First turns are spread over the whole rhythm, so that not everybody is asked in the week of the start, and each month has answers of its own.</remarks>
    public static Turn? InRhythm(Campaign campaign, Guid customer, DateTime? last, (DateTime Since, DateTime Until) span)
    {
        var at = last?.AddMonths(campaign.EveryMonths) ?? First(campaign, customer, span.Since);
        return at > span.Until ? null : new(at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), at);
    }

    private static DateTime First(Campaign campaign, Guid customer, DateTime since)
    {
        var started = Started(campaign);
        var round = started;
        while (true)
        {
            var next = round.AddMonths(campaign.EveryMonths);
            var at = round.AddMinutes(Math.Floor((next - round).TotalMinutes * Sampling.Of(customer, campaign.Id)));
            if (at >= since) return at;
            round = next;
        }
    }

    /// <summary>The turn that an event gives.</summary>
    public static Turn After(Campaign campaign, CustomerEvent happened) => new(happened.Id.ToString(), happened.At.AddDays(campaign.AfterDays));

    private static DateTime Started(Campaign campaign) => campaign.StartedAt ?? throw new InvalidOperationException("Nobody is invited before a campaign was started.");
}
