using System.Runtime.ExceptionServices;

namespace Kolot.Understand.Scores;

/// <summary>Questions to the facts that do not wait for each other.</summary>
internal static class SideBySide
{
    /// <summary>Does all of them, on as many processors as are free. What one of them ends with, all do, as it was thrown.</summary>
    public static void Do(params Action[] acts)
    {
        try
        {
            Parallel.Invoke(acts);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }
}
