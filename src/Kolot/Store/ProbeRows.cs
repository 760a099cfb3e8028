using Kolot.Core.Benchmarks;

namespace Kolot.Store;

/// <summary>How a reviewer judged what a shopper brought.</summary>
public enum ProbeReview
{
    /// <summary>Nobody looked yet.</summary>
    None = 0,

    /// <summary>It counts.</summary>
    Accepted = 1,

    /// <summary>It goes back to the shopper, with a word why.</summary>
    Returned = 2,

    /// <summary>It counts nowhere: something went wrong that cannot be mended.</summary>
    Struck = 3,

    /// <summary>An appeal to it was upheld: somebody is to look at it anew, and until then it counts as before.</summary>
    Contested = 4,
}

/// <summary>A probe: an enquiry made as a customer would.</summary>
public sealed class Probe
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which study.</summary>
    public Guid StudyId { get; init; }

    /// <summary>In which wave, by its number.</summary>
    public int Wave { get; init; }

    /// <summary>To which company.</summary>
    public Guid CompanyId { get; init; }

    /// <summary>By which way.</summary>
    public ProbeChannel Channel { get; init; }

    /// <summary>By which scenario; null where the source does not say.</summary>
    public Guid? ScenarioId { get; init; }

    /// <summary>In which of its wordings, from 0.</summary>
    public int Wording { get; init; }

    /// <summary>Who makes it; null where the source does not say.</summary>
    public Guid? ShopperId { get; set; }

    /// <summary>When it is to be made.</summary>
    public DateTime? PlannedAt { get; set; }

    /// <summary>The part of its mail address by which answers are recognised: unguessable, lower case letters and digits; null where there is none.</summary>
    public string? MailKey { get; init; }

    /// <summary>Where it stands.</summary>
    public ProbeState State { get; set; }

    /// <summary>When it was sent.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>At least after how many milliseconds it was answered; of one that was not, for how long it was watched.</summary>
    public long? WaitedFrom { get; set; }

    /// <summary>At most after how many; the same where the time is known; null where nobody knows.</summary>
    public long? WaitedUntil { get; set; }

    /// <summary>The outcome as a report by others states it; null where it follows from the study's rule.</summary>
    public Outcome? Stated { get; init; }

    /// <summary>Why it was lost or dropped, as whoever knew said.</summary>
    public string? Why { get; set; }

    /// <summary>How it was judged by a reviewer.</summary>
    public ProbeReview Review { get; set; }

    /// <summary>Who judged it last.</summary>
    public Guid? ReviewedBy { get; set; }

    /// <summary>When. It stays when something changed since and it is to be looked at once more.</summary>
    public DateTime? ReviewedAt { get; set; }

    /// <summary>What they wrote to it.</summary>
    public string? ReviewNote { get; set; }

    /// <summary>Whether it was drawn to be graded by a second person, who does not see the first grades.</summary>
    public bool Twice { get; init; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>Something that came back from a company.</summary>
public sealed class ProbeReply
{
    /// <summary>Its id: drawn on the shopper's phone, or by the mailbox, so that sent twice it is one.</summary>
    public Guid Id { get; init; }

    /// <summary>To which probe.</summary>
    public Guid ProbeId { get; init; }

    /// <summary>Not before when it came.</summary>
    public DateTime From { get; init; }

    /// <summary>Not after when; the same where the time is known.</summary>
    public DateTime Until { get; init; }

    /// <summary>Whether a machine confirmed that it arrived, which is no answer.</summary>
    public bool Automatic { get; set; }

    /// <summary>What it says; null where nobody wrote it down.</summary>
    public string? Text { get; set; }

    /// <summary>Whether it came into the study's mailbox by itself.</summary>
    public bool ByMail { get; init; }
}

/// <summary>How an answer was graded by one person.</summary>
public sealed class ProbeGrading
{
    /// <summary>Which probe's.</summary>
    public Guid ProbeId { get; init; }

    /// <summary>Whether it is the second grading, which did not see the first.</summary>
    public bool Again { get; init; }

    /// <summary>Which shopper graded it.</summary>
    public Guid? ShopperId { get; init; }

    /// <summary>By which version of the form.</summary>
    public int Form { get; init; }

    /// <summary>The grades by item, as <see cref="StudyJson.WriteGrades"/> writes them, with what a reviewer corrected beside them: <see cref="StudyJson.ReadCounted"/>.</summary>
    public required string Grades { get; set; }

    /// <summary>What whoever graded it wrote to it.</summary>
    public string? Remark { get; set; }

    /// <summary>When.</summary>
    public DateTime At { get; set; }
}

/// <summary>What proves what happened with a probe: a picture, a mail, a recording. Its bytes are parts of a file.</summary>
public sealed class ProbeEvidence
{
    /// <summary>Its id, by which its parts are found: drawn on the phone, so that sent twice it is one.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which probe.</summary>
    public Guid ProbeId { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>Its media type, as what it holds tells.</summary>
    public required string Kind { get; init; }

    /// <summary>How large it is.</summary>
    public int Bytes { get; init; }

    /// <summary>When it came.</summary>
    public DateTime At { get; init; }

    /// <summary>Until when it is kept.</summary>
    public DateTime Until { get; init; }
}

/// <summary>That a company objects to what a study tells of it.</summary>
public sealed class StudyAppeal
{
    /// <summary>Its id: drawn when its form was opened, so that sent twice it is one.</summary>
    public Guid Id { get; init; }

    /// <summary>Which company.</summary>
    public Guid CompanyId { get; init; }

    /// <summary>To which probe; null where it is to all.</summary>
    public Guid? ProbeId { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Name { get; set; }

    /// <summary>Where they are reached.</summary>
    public string? Mail { get; set; }

    /// <summary>What they write.</summary>
    public required string Text { get; set; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>Whether it was found to be right; null while nobody decided.</summary>
    public bool? Upheld { get; set; }

    /// <summary>What was answered.</summary>
    public string? Decision { get; set; }

    /// <summary>Who decided.</summary>
    public Guid? DecidedBy { get; set; }

    /// <summary>When.</summary>
    public DateTime? DecidedAt { get; set; }
}
