using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;

namespace Kolot.Store;

/// <summary>How far a study has come.</summary>
public enum StudyState
{
    /// <summary>It is designed.</summary>
    Draft = 0,

    /// <summary>Companies are approached, answers graded.</summary>
    Fielded = 1,

    /// <summary>Its result is told on a public page.</summary>
    Published = 2,
}

/// <summary>From where a study's data are.</summary>
public enum StudyKind
{
    /// <summary>Approached by shoppers, as designed here.</summary>
    Shopped = 0,

    /// <summary>Made by others, and entered from their report.</summary>
    Reported = 1,

    /// <summary>Times that are known from elsewhere: from a file.</summary>
    Times = 2,
}

/// <summary>A study: a comparison with others.</summary>
public sealed class Study
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>By what it is known in addresses; stays.</summary>
    public required string Code { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>The same in English; null where it is called alike.</summary>
    public string? NameEn { get; set; }

    /// <summary>From where its data are.</summary>
    public StudyKind Kind { get; init; }

    /// <summary>How far it has come.</summary>
    public StudyState State { get; set; }

    /// <summary>How it is made: a <see cref="StudyDesign"/>, as <see cref="StudyJson"/> writes it.</summary>
    public required string Design { get; set; }

    /// <summary>When its result was published; null while it is not.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>Counts whatever changes the result: what was reckoned from it holds for the same number.</summary>
    public long Revision { get; set; }

    /// <summary>When it was begun.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>Who began it.</summary>
    public Guid BegunBy { get; init; }

    /// <summary>How often its design was changed.</summary>
    public int Version { get; set; }
}

/// <summary>A company of a study, or the organisation itself in it.</summary>
public sealed class StudyCompany
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which study.</summary>
    public Guid StudyId { get; init; }

    /// <summary>Its number in the study, from 1; it is called by it where it has no name.</summary>
    public int Number { get; init; }

    /// <summary>What it is called; null where the source does not name it.</summary>
    public string? Name { get; set; }

    /// <summary>The same in English.</summary>
    public string? NameEn { get; set; }

    /// <summary>Its industry; null for none.</summary>
    public string? Industry { get; set; }

    /// <summary>The same in English; null where it is called alike.</summary>
    public string? IndustryEn { get; set; }

    /// <summary>Whether it is the organisation itself.</summary>
    public bool Ours { get; set; }

    /// <summary>How it is approached by each channel: an address, a number, a handle, as <see cref="StudyJson"/> writes a dictionary by <see cref="ProbeChannel"/>.</summary>
    public required string Addresses { get; set; }

    /// <summary>The hash of the secret in the link by which the company reads its own sheet and appeals; null while there is none.</summary>
    public byte[]? SecretHash { get; set; }

    /// <summary>By which letter or number it is told where its name is not, from 0; given when that is first told, and kept. Null while it never was.</summary>
    public int? Letter { get; set; }
}

/// <summary>What shoppers tell a company, in several wordings.</summary>
public sealed class StudyScenario
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which study.</summary>
    public Guid StudyId { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>Who the shopper is in it.</summary>
    public string? Persona { get; set; }

    /// <summary>Its wordings, a list of texts as <see cref="StudyJson"/> writes it.</summary>
    public required string Wordings { get; set; }

    /// <summary>For which channels alone, a list as <see cref="StudyJson"/> writes it; null for all.</summary>
    public string? Channels { get; set; }

    /// <summary>Whether no new probes are made with it.</summary>
    public bool Retired { get; set; }
}

/// <summary>Somebody who approaches companies as a customer would. They are no members: a link of their own opens their probes.</summary>
public sealed class StudyShopper
{
    /// <summary>Their id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which study.</summary>
    public Guid StudyId { get; init; }

    /// <summary>What they are called.</summary>
    public required string Name { get; set; }

    /// <summary>Where they are reached, if at all.</summary>
    public string? Mail { get; set; }

    /// <summary>In which language their page is.</summary>
    public required string Language { get; set; }

    /// <summary>The hash of the secret in their link; null once it was taken back.</summary>
    public byte[]? SecretHash { get; set; }

    /// <summary>Whether they grade again what others graded, instead of approaching companies.</summary>
    public bool GradesAgain { get; set; }
}

/// <summary>That a shopper is sent a link by mail. The link is made when the mail is written: before that there is none to tell.</summary>
public sealed class ShopperMail : IMailed
{
    /// <summary>The shopper's id: what was sent last is told, and no more.</summary>
    public Guid Id { get; init; }

    /// <summary>When it was asked for; from then on when it was written.</summary>
    public DateTime At { get; set; }

    /// <inheritdoc/>
    public MailState Mail { get; set; }

    /// <inheritdoc/>
    public DateTime? MailAt { get; set; }

    /// <inheritdoc/>
    public int MailTries { get; set; }

    /// <inheritdoc/>
    public string? MailReason { get; set; }
}

/// <summary>What answers are graded by, version by version. A version stays as it is.</summary>
public sealed class StudyForm
{
    /// <summary>Of which study.</summary>
    public Guid StudyId { get; init; }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; init; }

    /// <summary>An <see cref="AssessmentForm"/>, as <see cref="StudyJson"/> writes it.</summary>
    public required string Content { get; init; }

    /// <summary>When it was written.</summary>
    public DateTime WrittenAt { get; init; }

    /// <summary>Who wrote it.</summary>
    public Guid WrittenBy { get; init; }
}

/// <summary>One round of a study.</summary>
public sealed class StudyWave
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which study.</summary>
    public Guid StudyId { get; init; }

    /// <summary>Its number in the study, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Its first day.</summary>
    public DateOnly From { get; init; }

    /// <summary>Its last day on which probes are sent.</summary>
    public DateOnly Until { get; init; }

    /// <summary>From what its plan was drawn: the same number draws the same plan.</summary>
    public long Seed { get; init; }

    /// <summary>By which version of the form its answers are graded; 0 where none are.</summary>
    public int Form { get; init; }

    /// <summary>When it was closed: nothing more comes in; null while it goes on.</summary>
    public DateTime? ClosedAt { get; set; }
}
