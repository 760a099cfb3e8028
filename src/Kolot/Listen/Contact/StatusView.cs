using Kolot.Core.Listen.Contact;
using Kolot.Store;
using Microsoft.AspNetCore.Components;

namespace Kolot.Listen.Contact;

/// <summary>What whoever wrote sees of it.</summary>
/// <param name="Told">What happened.</param>
/// <param name="Secret">What opens it.</param>
public sealed record StatusView(EnquiryTold Told, string Secret)
{
    /// <summary>What the form carries by which something is added.</summary>
    public string Token { get; init; } = "";

    /// <summary>The moment, UTC.</summary>
    public DateTime Now { get; init; }

    /// <summary>Where the organisation is.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>What was typed.</summary>
    public string? Typed { get; init; }

    /// <summary>What is wrong with it.</summary>
    public string? Fault { get; init; }

    /// <summary>What is said above it.</summary>
    public string? Sentence { get; init; }

    /// <summary>Why an answer is expected when it is; null where there is nothing to explain.</summary>
    public ReplyReckoned? Explained { get; init; }

    /// <summary>The number by which it is spoken of.</summary>
    public string Number => Spoken ?? EnquiryNumber.Spoken(Told.Enquiry.Id);

    /// <summary>What is drawn in its place; null for the number itself.</summary>
    public string? Spoken { get; init; }

    /// <summary>What later words have of it: what was understood, promised and made right.</summary>
    public IReadOnlyList<RenderFragment> Beside { get; init; } = [];

    /// <summary>Which answers ask something, by their steps.</summary>
    public IReadOnlySet<Guid> Questions { get; init; } = new HashSet<Guid>();

    /// <summary>Whether the last that was said to them is a question: then they are awaited, and nobody asks whether it is solved.</summary>
    public bool IsAsked => Told.Story.State == EnquiryState.Answered && Told.Steps.LastOrDefault(step => step.Kind == StepKind.Answered) is { } last && Questions.Contains(last.Id);

    /// <summary>Whether they were answered, and are to say if that helped.</summary>
    public bool IsAnswered => Told.Story.State == EnquiryState.Answered && !IsAsked;

    /// <summary>Where it stands.</summary>
    public string State => IsAsked ? Words.StateAsked : ContactWords.State(Told.Story.State);

    /// <summary>What happened in a step.</summary>
    public string Happened(EnquiryStep step) => Questions.Contains(step.Id) ? Words.StepAsked : ContactWords.Step(step.Kind);

    /// <summary>By when an answer is expected, or that it is late; null where nothing was promised, or it was kept.</summary>
    public string? Expected => Told.Story.ExpectedBy is not { } by ? null
        : ContactWords.Put(Told.Story.IsLate(Now) ? Words.ExpectedLate : Words.ExpectedBy, Moment(by));

    /// <summary>A moment as it is said.</summary>
    public string Moment(DateTime utc) => ContactWords.Moment(utc, Now, Zone);
}
