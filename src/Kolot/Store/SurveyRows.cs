namespace Kolot.Store;

/// <summary>A survey: its draft, and which version of it is asked now.</summary>
public sealed class SurveyRow
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>By what it is known in addresses and as the source of voices; stays.</summary>
    public required string Code { get; init; }

    /// <summary>What the organisation calls it; whoever answers reads its title.</summary>
    public required string Name { get; set; }

    /// <summary>What is worked on, as <see cref="Core.Listen.Surveys.SurveyJson"/> writes it.</summary>
    public required string Draft { get; set; }

    /// <summary>The version that is asked; 0 before it was first published.</summary>
    public int Asked { get; set; }

    /// <summary>From when on it may be answered; null from the first moment on.</summary>
    public DateTime? OpensAt { get; set; }

    /// <summary>Until when; null for good.</summary>
    public DateTime? ClosesAt { get; set; }

    /// <summary>When somebody closed it by hand; null while it is not.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>By which channel its voices come.</summary>
    public Guid ChannelId { get; set; }

    /// <summary>About which touchpoint it asks, if about one.</summary>
    public Guid? TouchpointId { get; set; }

    /// <summary>About which unit, if about one.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>When it was begun.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>Who began it.</summary>
    public Guid BegunBy { get; init; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>A survey as it was published: stays as it is.</summary>
public sealed class SurveyVersion
{
    /// <summary>Of which survey.</summary>
    public Guid SurveyId { get; init; }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; init; }

    /// <summary>What is asked.</summary>
    public required string Content { get; init; }

    /// <summary>When it was published.</summary>
    public DateTime PublishedAt { get; init; }

    /// <summary>By whom.</summary>
    public Guid PublishedBy { get; init; }
}

/// <summary>Why a response counts, or does not.</summary>
public enum Counted
{
    /// <summary>It counts.</summary>
    Yes = 0,

    /// <summary>It was given twice from one place.</summary>
    Twice = 1,

    /// <summary>It was tapped in play, as at a kiosk.</summary>
    Misuse = 2,

    /// <summary>It was given to try the survey out.</summary>
    Trial = 3,

    /// <summary>No person gave it.</summary>
    Robot = 4,

    /// <summary>There were enough of its kind.</summary>
    Over = 5,
}

/// <summary>What somebody answers, from their first screen on. What a finished one says is in its voice; here is how it came about.</summary>
public sealed class SurveyResponse
{
    /// <summary>Its id, version 7; of its voice it is the id at its source.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which survey.</summary>
    public Guid SurveyId { get; init; }

    /// <summary>Of which version: whoever began on one goes on with it.</summary>
    public int Number { get; init; }

    /// <summary>In which language it is given.</summary>
    public required string Language { get; set; }

    /// <summary>By which way it came: <c>link</c>, <c>personal</c>, <c>qr</c>, <c>kiosk</c>, <c>site</c>, <c>mail</c>.</summary>
    public required string Way { get; init; }

    /// <summary>The personal link, if it came by one.</summary>
    public Guid? LinkId { get; init; }

    /// <summary>When its first screen was sent.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>When its last one was.</summary>
    public DateTime SentAt { get; set; }

    /// <summary>When it was finished; null until then.</summary>
    public DateTime? FinishedAt { get; set; }

    /// <summary>How many screens were sent; of which the last is where it stopped.</summary>
    public int Screen { get; set; }

    /// <summary>How many seconds each screen took, separated by commas; empty where it was not sent.</summary>
    public required string Seconds { get; set; }

    /// <summary>What was given so far, with what came along; empty once its voice says it.</summary>
    public required string Given { get; set; }

    /// <summary>Whether it counts.</summary>
    public Counted Counted { get; set; }

    /// <summary>Of which quotas it is, each a bit; 0 until it is finished.</summary>
    public int Quotas { get; set; }

    /// <summary>Its voice, once it has one: as it was left, or as it was finished.</summary>
    public Guid? VoiceId { get; set; }

    /// <summary>The version of the privacy notice that stood beside the screen that was sent last, such as <c>he-3</c>; null where none was published.</summary>
    public string? Notice { get; set; }

    /// <summary>Whether somebody must look in a day whether it was left: at its first writing, and when it is taken up after it was left. No column.</summary>
    public bool MayBeLeft { get; set; }
}

/// <summary>A personal way into a survey.</summary>
public sealed class SurveyLink
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Into which survey.</summary>
    public Guid SurveyId { get; init; }

    /// <summary>SHA-256 of the secret in its address.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>Whose it is, if it is known.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>What comes along, as a JSON object of name to text.</summary>
    public required string Known { get; set; }

    /// <summary>Until when it opens; null for good.</summary>
    public DateTime? Until { get; init; }

    /// <summary>The response that it was spent on; null while none was finished.</summary>
    public Guid? SpentOn { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>When it was revoked; null while it was not.</summary>
    public DateTime? RevokedAt { get; set; }
}
