using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Organisation.Privacy;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Answering;

/// <summary>Takes in what somebody wishes for who answered a survey: to be called, or a kind word. It is one voice, however often it is sent.</summary>
public sealed class SendWish(Hear hear, Stores stores, KnownHours hours, KnownNotices notices)
{
    /// <summary>What was sent.</summary>
    /// <param name="Offered">What the ending offered.</param>
    /// <param name="Field">The value of a field.</param>
    public sealed record Request(Wish Offered, Func<string, string?> Field)
    {
        /// <summary>The version of the privacy notice that stood beside it, as the form says; null for the one that the survey was answered under.</summary>
        public string? Notice { get; init; }
    }

    // The channel by which whoever asked for it is called.
    private const string Calling = "call";

    /// <summary>The times at which a unit may call somebody, and the day on which that is said.</summary>
    public async ValueTask<(IReadOnlyList<CallTime> Times, DateOnly Today)> Times(string organisation, Func<HoursHere, Guid?> unit, CancellationToken cancel)
    {
        var here = await hours.Of(organisation, cancel);
        var clock = here.HoursOf(unit(here), here.ChannelOf(Calling));
        return (CallTime.Offered(hours.Now, clock), clock.DayOf(hours.Now));
    }

    /// <summary>Takes it in.</summary>
    /// <returns>What was wished for.</returns>
    public async Task<Result<WishReading>> Run(Respondent respondent, Request request, CancellationToken cancel)
    {
        if (!respondent.IsDone || request.Offered == Wish.Nothing) return new Refusal.NotFound();
        var reading = WishReading.Of(request.Offered, request.Field, (await Times(respondent.Organisation, here => here.UnitOf(respondent.Asked.Unit), cancel)).Times);
        if (reading.Faults.Count > 0) return new Refusal.Invalid(reading.Faults);
        // Whoever only tries it out, and what no person filled in, is thanked all the same.
        if (respondent.Kept?.Counted is Counted.Trial or Counted.Robot) return reading;
        var (asked, token) = (respondent.Asked, respondent.Token);
        var whose = await Whose(respondent, cancel);
        var voice = reading.Voice(SendAnswers.VoiceOf(asked, token.Link ?? token.Response) with
        {
            Id = (token.Link ?? token.Response) + WishReading.After,
            Customer = whose,
            Notice = await notices.Named(respondent.Organisation, request.Notice ?? token.Notice, cancel),
        });
        var heard = await hear.Run(Member.Anybody(respondent.Organisation), [voice], null, cancel);
        return heard.Refusal is { } refusal ? refusal : reading;
    }

    // Whoever the link was for, or whoever they said that they are.
    private async Task<HeardCustomer?> Whose(Respondent respondent, CancellationToken cancel)
    {
        if (respondent.Customer is { } known) return known;
        if (respondent.Kept?.VoiceId is not { } voice) return null;
        await using var store = await stores.Open(respondent.Organisation, cancel);
        return await store.Customers.Where(customer => store.Voices.Any(one => one.Id == voice && one.CustomerId == customer.Id))
            .Select(customer => new HeardCustomer { Source = customer.Source, Id = customer.SourceId }).SingleOrDefaultAsync(cancel);
    }
}
