using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;

namespace Kolot.Organisation.Views;

/// <summary>A page whose views can be saved by name: all that it shows stands in its address.</summary>
/// <param name="Key">What saved views of it say, and its path within the organisation.</param>
/// <param name="Right">Who may open it.</param>
/// <param name="Again">Draws it once more at the address where a view could not be saved, with what was typed and what is wrong with it.</param>
public sealed record ViewedPage(string Key, Right Right, Func<HttpContext, Address, ViewAttempt, Task<IResult>> Again);

/// <summary>A view that could not be saved or changed as it was typed.</summary>
/// <param name="Typed">What was typed.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Of">The view that was to be changed; null for a new one.</param>
public sealed record ViewAttempt(SaveView.Request Typed, Faults Faults, Guid? Of);
