using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.Keeping;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>Takes in what whoever wrote adds: a voice of its own beside the first, or a word on whether it is solved.</summary>
public sealed class AddToEnquiry(Hear hear, Stores stores, KnownNames names, AddToEnquiry.Means means)
{
    /// <summary>What it reckons by, and whom it tells that something is due.</summary>
    public sealed record Means(ReplyTimes Replies, ErrandRounds Rounds);

    /// <summary>What is added.</summary>
    /// <param name="Id">Drawn when the page was opened: sent twice, it is one.</param>
    /// <param name="Text">The words.</param>
    public sealed record Request(Guid Id, string? Text);

    /// <summary>What is said of the ending.</summary>
    /// <param name="Solved">Whether it is solved.</param>
    /// <param name="Minutes">How many minutes of their own it took, where they say so.</param>
    public readonly record struct Word(bool Solved, int? Minutes = null);

    /// <summary>Adds words.</summary>
    public async Task<Result<EnquiryStep>> Say(string organisation, EnquiryTold told, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        if (PlainText.Of(request.Text, EnquiryReading.LongestText, "text", faults) is not { } text) return new Refusal.Invalid("text", "required");
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (told.Steps.FirstOrDefault(one => one.Id == request.Id) is { } known) return known;
        var (enquiry, first) = (told.Enquiry, told.First);
        var called = await names.Of(organisation, cancel);
        var expected = await Expected(organisation, enquiry, first, cancel);
        var step = new EnquiryStep { Id = request.Id, EnquiryKey = enquiry.Key, Kind = StepKind.Added, At = expected.Now, DueAt = expected.By };
        var voice = new HeardVoice
        {
            Source = EnquiryVoice.Source, Id = EnquiryVoice.Added(enquiry.Key, request.Id), Channel = SendEnquiry.Places.Channel(called, first?.ChannelId), Unit = SendEnquiry.Places.Code(called.Units, first?.UnitId),
            Touchpoint = SendEnquiry.Places.Code(called.Touchpoints, first?.TouchpointId), Kind = first?.Kind.ToString().ToLowerInvariant(), Title = first?.Title, Text = text, Notice = first?.Notice,
            Customer = enquiry.Mail is null && enquiry.Phone is null ? null : new() { Name = enquiry.Name, Mail = enquiry.Mail, Phone = enquiry.Phone },
        };
        var kept = await hear.Run(Member.Anybody(organisation), new KeptEnquiry(null, step), voice, cancel);
        return kept.Refusal is { } refusal ? refusal : step;
    }

    /// <summary>Says that it is solved, or that it is not. Said twice, it is said once.</summary>
    public async Task<Result<EnquiryStory>> Judge(string organisation, EnquiryTold told, Word word, CancellationToken cancel)
    {
        var solved = word.Solved;
        await using var store = await stores.Open(organisation, cancel);
        var expected = await Expected(organisation, told.Enquiry, told.First, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var steps = await store.EnquirySteps.AsNoTracking().Where(step => step.EnquiryKey == told.Enquiry.Key).ToArrayAsync(cancel);
        var story = EnquiryTold.StoryOf(steps);
        if (!(solved ? story.MaySolve : story.MayReopen)) return story;
        var said = new EnquiryStep { Id = Guid.CreateVersion7(), EnquiryKey = told.Enquiry.Key, Kind = solved ? StepKind.Solved : StepKind.NotYet, At = expected.Now, DueAt = solved ? null : expected.By, Minutes = solved ? word.Minutes : null };
        store.EnquirySteps.Add(said);
        store.LeaveForItsCase(said);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        means.Rounds.Ring(organisation);
        return EnquiryTold.StoryOf([.. steps, said]);
    }

    private ValueTask<ExpectedReply> Expected(string organisation, Enquiry enquiry, Voice? first, CancellationToken cancel) =>
        means.Replies.Of(organisation, new(first?.UnitId, first?.ChannelId), enquiry.PromisedMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null, cancel);
}
