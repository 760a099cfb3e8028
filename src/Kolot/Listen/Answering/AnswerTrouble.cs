namespace Kolot.Listen.Answering;

/// <summary>Why nothing can be taken in just now, in the words of whoever answers.</summary>
public static class AnswerTrouble
{
    /// <summary>The sentence for a code.</summary>
    public static string Say(string code) => code switch
    {
        "send_again" => Words.SendAgain,
        "too_often" => Words.TooOften,
        "patience" => Words.Patience,
        "closed" => Words.ClosedMeanwhile,
        _ => Words.Busy,
    };
}
