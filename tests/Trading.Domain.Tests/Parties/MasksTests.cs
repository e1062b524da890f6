using Trading.Domain.Parties;

namespace Trading.Domain.Tests.Parties;

public sealed class MasksTests
{
    [Fact]
    public void Mask_Numbers_ShowWhatIsRecognisedAndHideTheRest()
    {
        Assert.Equal("110***********002X", Masks.ResidentId("11010519491231002X"));
        Assert.Equal("********1234", Masks.BankAccount("622200001234"));
        Assert.Equal("138****5678", Masks.Phone("13812345678"));
        Assert.Equal("*******", Masks.Phone("1234567"));
        Assert.Equal("123*5678", Masks.Phone("12345678"));
    }
}
